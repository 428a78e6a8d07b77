"""The AWS side: narrow ports, their adapters by boto3, and what is done through them."""
