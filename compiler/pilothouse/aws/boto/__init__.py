"""The ports by boto3: each adapter gives an API's answers the types of its port."""
