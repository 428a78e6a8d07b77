"""What is wrong with a template that CloudFormation would find only in the account."""
