"""Texts that would act if a page took them for anything but text; each tries to set `document.title` or raise a dialog."""

from __future__ import annotations

from pipeline.report.evidence import Evidence
from tests.report.rows import claim, compared, document, entity, mention, paragraphs, rejected

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1) id=panel>x</a>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><button>x",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<!--<img src="--><img src=x onerror=alert(1)>">',
    "<![CDATA[<script>alert(1)</script>]]>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)' x='",
    '"><script>alert(1)</script>',
    "' style='position:fixed;inset:0' x='",
    "`-alert(1)-`",
    "${alert(1)}",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\u202e<script>alert(1)</script>\u202c",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<template><script>alert(1)</script></template>",
    "<object data=javascript:alert(1)>",
    "<textarea><script>alert(1)</script>",
    "<plaintext>",
    '=HYPERLINK("https://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
)


def payload_evidence(payload: str) -> Evidence:
    """A document that has the payload in every place that an article, or what is read from it, reaches."""
    sentence = f"{payload} says 3,000 of {payload} died and 1,600 {payload} lived in 2024."
    text = f"{payload}\n\n{sentence}\n"
    name = f"{payload}.txt"
    fields = {
        "metric": payload, "subject": payload, "agent": payload, "source": payload, "inner_source": payload,
        "place": payload, "time_text": payload, "unit": payload, "period": payload, "si_unit": payload,
        "source_entity_id": payload, "rules": {"value": payload, "metric": payload},
    }  # fmt: skip
    claims = [claim(figure, sentence, name, text, **fields) for figure in ("3,000", "1,600")]
    return Evidence(
        document=document(name, text, title=payload, url=payload, language=payload),
        paragraphs=paragraphs(name, text),
        claims=claims,
        rejected=[rejected("2024", "year", name, text)],
        mentions=[mention("says", "PERSON", payload, name, text)],
        entities={payload: {**entity(payload, payload, "PERSON"), "aliases": [payload]}},
        comparisons=[compared(*claims, metric=payload, summary=payload, unit=payload, period=payload)],
    )
