#!/usr/bin/python3
"""Draws docs/pictures/data-flow.svg: who talks to whom, and in which order an event travels."""
import pathlib

BOXES = {  # name: (x, y, width, title, line, colour)
    "client": (20, 40, 170, "clients", "openstack CLI, SDKs", "#eef3fb"),
    "wildfly": (270, 20, 290, "WildFly 1..n", "EAR: JAX-RS, use cases, message beans", "#dbe9d8"),
    "db": (640, 40, 170, "PostgreSQL or H2", "servers, history, inbox", "#f7ecd4"),
    "ganeti": (20, 250, 170, "Ganeti master", "RAPI :5080, queue/job-N", "#f3dede"),
    "eventd": (270, 250, 200, "eventd", "one on each master candidate", "#dbe9d8"),
    "rabbit": (560, 250, 250, "RabbitMQ", "exchange ganeti, quorum queues", "#f7ecd4"),
}
ARROWS = [  # from point, to point, label, label point
    ((190, 65), (270, 65), "HTTP", (205, 58)),
    ((560, 65), (640, 65), "SQL", (585, 58)),
    ((300, 110), (120, 250), "RAPI: submit a job", (60, 165)),
    ((190, 285), (270, 285), "1 job file", (198, 278)),
    ((470, 285), (560, 285), "2 confirmed", (476, 278)),
    ((640, 250), (480, 110), "3 JMS, acknowledged after the commit", (575, 190)),
    ((530, 110), (700, 110), "4 one transaction: inbox + state + history", (450, 135)),
]


def box(x, y, width, title, line, colour):
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="70" rx="8" fill="{colour}" stroke="#555"/>'
        f'<text x="{x + width / 2}" y="{y + 30}" text-anchor="middle" font-weight="bold">{title}</text>'
        f'<text x="{x + width / 2}" y="{y + 52}" text-anchor="middle" font-size="12">{line}</text>'
    )


def arrow(start, end, label, at):
    return (
        f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="#333"'
        ' stroke-width="1.5" marker-end="url(#head)"/>'
        f'<text x="{at[0]}" y="{at[1]}" font-size="12">{label}</text>'
    )


def main():
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 350" font-family="sans-serif"'
        ' font-size="15">',
        '<defs><marker id="head" markerWidth="9" markerHeight="9" refX="8" refY="4.5"'
        ' orient="auto"><path d="M0,0 L9,4.5 L0,9 z" fill="#333"/></marker></defs>',
        '<rect width="840" height="350" fill="white"/>',
    ]
    parts += [box(*values) for values in BOXES.values()]
    parts += [arrow(*values) for values in ARROWS]
    parts.append("</svg>\n")
    pathlib.Path(__file__).with_name("data-flow.svg").write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
