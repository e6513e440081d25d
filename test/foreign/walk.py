"""Walks one case over the wire, knowing only docs/asyncapi.json, and prints the summary as text.

walk.py URL CASE.json: the case is one of test/cases. The line is dropped once on the way.
"""

import asyncio
import base64
import json
import os
import sys
import uuid

import websockets


class Session:
    def __init__(self, url):
        self.url = url
        self.id = str(uuid.uuid4())
        self.key = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        self.socket = None
        self.view = None

    async def open(self, **more):
        address = f"{self.url.replace('http', 'ws', 1)}/ws?session={self.id}"
        self.socket = await websockets.connect(address, origin=self.url)
        if self.view is not None:
            more["seen"] = {"revision": self.view["revision"], "mark": self.view["mark"]}
        reply = await self.send(type="open", session=self.id, key=self.key, **more)
        if reply["type"] != "view":
            sys.exit(f"not opened: {reply['reason']}")

    async def send(self, **message):
        message["id"] = str(uuid.uuid4())
        await self.socket.send(json.dumps(message))
        while True:
            reply = json.loads(await self.socket.recv())
            if reply["re"] == message["id"]:
                break
        if reply["type"] == "view":
            self.view = reply["view"]
        return reply

    async def deed(self, **message):
        return await self.send(revision=self.view["revision"], **message)


def next_deed(prompt, answers, passed):
    """What someone who has every answer ready does next, or None at the end."""
    if prompt["waits"] == "leaving":
        return None
    if prompt["waits"] == "checking":
        return {"type": "check"}
    if prompt["waits"] == "overview":
        for domain in prompt["domains"]:
            name = domain["id"]
            ready = any(a == name or a.startswith(name + ".") for a in answers)
            if ready and name not in passed and domain["progress"] in ("not-started", "in-progress"):
                passed.add(name)
                return {"type": "domain", "domain": name}
        return {"type": "leave-screening"}
    question = prompt["question"]["id"]
    if question in answers:
        return {"type": "answer", "question": question, "value": answers[question]}
    return {"type": "answer", "question": question, "value": {}}


async def main(url, path):
    with open(path, encoding="utf-8") as file:
        case = json.load(file)
    session = Session(url)
    await session.open(area=case["area"], mode=case["mode"])
    passed = set()
    turns = 0
    while (deed := next_deed(session.view["prompt"], case["answers"], passed)) is not None:
        reply = await session.deed(**deed)
        if reply["type"] != "view":
            reply = await session.deed(type="overview")
        if reply["type"] != "view":
            sys.exit(f"{deed}: {reply['reason']}")
        turns += 1
        if turns == 12:
            await session.socket.close()
            await session.open()
    summary = await session.send(type="document", format="text")
    sys.stdout.write(summary["content"])
    await session.socket.close()


asyncio.run(main(sys.argv[1], sys.argv[2]))
