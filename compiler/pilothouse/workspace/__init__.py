"""Files and folders: the workspace, its manifests, its workloads and its context."""
