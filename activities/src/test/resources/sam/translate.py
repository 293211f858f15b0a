"""Reads {"name": {"template": …, "parameters": …}} and prints {"name": the logical id of the function's version}."""

import json
import logging
import os
import sys

os.environ["AWS_DEFAULT_REGION"] = "us-east-1"
logging.disable(logging.WARNING)

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator


def version_of(case: dict) -> str:
    session = boto3.Session(region_name="us-east-1")
    translated = Translator({}, Parser(), boto_session=session).translate(case["template"], case["parameters"])
    [version] = [name for name, made in translated["Resources"].items() if made["Type"] == "AWS::Lambda::Version"]
    return version


print(json.dumps({name: version_of(case) for name, case in json.load(sys.stdin).items()}))
