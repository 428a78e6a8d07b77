"""What the product asks of AWS: one narrow Protocol a file, over plain values. No boto3 here."""
