;;; edit.el --- opens a manifest in Eglot, as a person does, and writes what it shows as JSON  -*- lexical-binding: t -*-

;; The manifest's path is in MANIFEST; the result goes to standard output.
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'json)

(setq eglot-sync-connect 30)
(setq eglot-send-changes-idle-time 0)

(defun edit-wait-for (what)
  "Wait until WHAT, a function, returns something; return that."
  (let ((end (+ (float-time) 30)) found)
    (while (not (setq found (funcall what)))
      (when (> (float-time) end) (error "Nothing came of %S" what))
      (accept-process-output nil 0.05))
    found))

(defun edit-findings ()
  "Return the line and the text of each finding that Flymake shows."
  (mapcar (lambda (one)
            (list (line-number-at-pos (flymake-diagnostic-beg one))
                  (buffer-substring (flymake-diagnostic-beg one) (flymake-diagnostic-end one))
                  (flymake-diagnostic-text one)))
          (flymake-diagnostics)))

(defun edit-complete (choice)
  "Choose CHOICE from what is offered at point; return all that is offered."
  (pcase-let* ((`(,beg ,end ,table . ,more) (eglot-completion-at-point))
               (prefix (buffer-substring beg end))
               (offered (all-completions prefix table (plist-get more :predicate)))
               (chosen (seq-find (lambda (one) (equal (string-trim one) choice)) offered)))
    (delete-region beg end)
    (insert chosen)
    (funcall (plist-get more :exit-function) chosen 'finished)
    (mapcar #'substring-no-properties offered)))

(defun edit-line ()
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun edit ()
  (find-file (getenv "MANIFEST"))
  (apply #'eglot (eglot--guess-contact))
  (flymake-start)
  (edit-wait-for (lambda () (= 2 (length (edit-findings)))))
  (let ((result (list (cons 'findings (vconcat (mapcar #'vconcat (edit-findings)))))))
    (goto-char (point-min))
    (search-forward "depends_on: [a")
    (push (cons 'definition (xref-location-marker (xref-item-location (car (xref-backend-definitions 'eglot "LSP identifier at point.")))))
          result)
    (setcdr (car result) (line-number-at-pos (cdar result)))
    (search-backward "depends_on")
    (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
      (push (cons 'hover (eglot--hover-info (plist-get hover :contents))) result))
    (search-forward "depends_on: []")
    (backward-char)
    (push (cons 'offered (vconcat (edit-complete "worker"))) result)
    (push (cons 'completed (edit-line)) result)
    (goto-char (point-max))
    (insert "    test_c")
    (edit-complete "test_commands")
    (push (cons 'key (edit-line)) result)
    (eglot--signal-textDocument/didChange)
    (eglot--read-execute-code-action
     (eglot-code-actions (point-min) (point-max) "source.fixAll.pilothouse")
     (eglot--current-server-or-lose) "source.fixAll.pilothouse")
    (push (cons 'fixed (buffer-substring-no-properties (point-min) (point-max))) result)
    (princ (json-encode result))
    (set-buffer-modified-p nil)))

(edit)
