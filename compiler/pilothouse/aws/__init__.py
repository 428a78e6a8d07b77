"""The AWS side: narrow ports, their boto3 adapters, and the operations built on them."""
