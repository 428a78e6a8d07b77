/* Browsers start no worker from a page that was opened from a disk. Material's search asks for one; in such a page it
   gets a frame that answers as a worker does. The name IFrameWorker is what the search looks for. */
if (location.protocol === "file:") {
  window.IFrameWorker = window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = `<script src="${new URL(url, location)}"></` + "script>";
      document.body.append(frame);
      this.inside = frame.contentWindow;
      this.loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
      this.loaded.then(() => {
        this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      });
    }

    postMessage(data) {
      this.loaded.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
}
