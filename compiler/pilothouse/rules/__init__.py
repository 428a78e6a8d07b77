"""What a manifest can get wrong though its shape is right: one file for each defect."""
