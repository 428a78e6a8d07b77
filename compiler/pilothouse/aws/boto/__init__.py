"""The boto3 adapters: each converts an API's answers to the types of its port."""
