// SPDX-License-Identifier: Apache-2.0
#include "console/report/reportformats.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct HtmlTr
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::HtmlReport)
};

// The colours are those of the console (design of the marks: meaning never by colour alone).
const auto Style = uR"(
:root{color-scheme:light dark;--window:#f6f7f9;--panel:#fff;--line:#dfe3e8;--text:#1c2430;--dim:#667085;
--OK:#2e8b57;--OKg:#e6f4ec;--Warning:#b7791f;--Warningg:#fdf3e1;--Critical:#c4314b;--Criticalg:#fce8ec;--Unknown:#8a94a6;--Unknowng:#eef0f3}
@media(prefers-color-scheme:dark){:root{--window:#15181d;--panel:#1d2128;--line:#2e343d;--text:#e4e8ee;--dim:#97a1b0;
--OK:#5cc08c;--OKg:#1d3328;--Warning:#e0ac54;--Warningg:#3a301b;--Critical:#ff7a8f;--Criticalg:#40202a;--Unknown:#8b95a5;--Unknowng:#2a2f37}}
body{margin:0 auto;padding:24px 16px 48px;max-width:980px;background:var(--window);color:var(--text);font:14px/1.5 system-ui,sans-serif}
h1{font-size:20px;margin:0}h2{font-size:16px;margin:32px 0 8px}h3{font-size:14px;margin:20px 0 4px}
.dim{color:var(--dim)}section,table{background:var(--panel);border:1px solid var(--line);border-radius:8px}
section{padding:4px 16px 16px;margin:8px 0}table{border-collapse:separate;border-spacing:0;width:100%}
th,td{text-align:left;padding:6px 12px;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border-bottom:0}
th{color:var(--dim);font-weight:500}code,pre{font:12px/1.5 ui-monospace,monospace}pre{overflow:auto;margin:4px 0;padding:8px 12px;border:1px solid var(--line);border-radius:6px}
.mark{display:inline-block;padding:0 8px;border-radius:6px;white-space:nowrap}
.OK{color:var(--OK);background:var(--OKg)}.Warning{color:var(--Warning);background:var(--Warningg)}
.Critical{color:var(--Critical);background:var(--Criticalg)}.Unknown{color:var(--Unknown);background:var(--Unknowng)}
.err{color:var(--Critical)}
)"_s;

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString shownTime(Timestamp time)
{
    return toDateTime(time).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString badge(Health health, bool stale)
{
    QString word, mark, cssClass;
    switch (health) {
    case Health::OK:
        word = HtmlTr::tr("well"), mark = u"\u25cf"_s, cssClass = u"OK"_s;
        break;
    case Health::Warning:
        word = HtmlTr::tr("needs care"), mark = u"\u25c6"_s, cssClass = u"Warning"_s;
        break;
    case Health::Critical:
        word = HtmlTr::tr("critical"), mark = u"\u25b2"_s, cssClass = u"Critical"_s;
        break;
    case Health::Unknown:
        word = HtmlTr::tr("unknown"), mark = u"\u25c7"_s, cssClass = u"Unknown"_s;
        break;
    }
    const QString text = stale ? HtmlTr::tr("%1?", "last known state, not present").arg(word) : word;
    return u"<span class=\"mark %1\">%2 %3</span>"_s.arg(cssClass, mark, escaped(text));
}

QString row(const QStringList &cells, bool isHead = false)
{
    const QString tag = isHead ? u"th"_s : u"td"_s;
    QString html = u"<tr>"_s;
    for (const QString &cell : cells)
        html += u"<%1>%2</%1>"_s.arg(tag, cell);
    return html + u"</tr>\n"_s;
}

QString journalLines(const QList<JournalLine> &lines)
{
    QString html = u"<pre>"_s;
    for (const JournalLine &line : lines) {
        const QString text = escaped(u"%1  %2: %3"_s.arg(shownTime(line.at), line.source, line.message));
        html += line.priority <= 3 ? u"<span class=\"err\">%1</span>\n"_s.arg(text) : text + u'\n';
    }
    return html + u"</pre>\n"_s;
}

/// Well again and noted is well; one of both is calmer than neither.
Health healthOf(const ReportFailure &entry)
{
    if (!entry.open)
        return Health::OK;
    return entry.failure.recoveredAt || entry.failure.acknowledged ? Health::Warning : Health::Critical;
}

QString paragraph(const QString &text)
{
    return u"<p>%1</p>\n"_s.arg(escaped(text));
}

/// What came of a failure: how often, what it came from, well again, noted.
QString afterFailure(const UnitFailure &failure)
{
    QString html;
    if (failure.count > 1)
        html += paragraph(HtmlTr::tr("Failed %n times, first at %1", nullptr, int(failure.count))
                              .arg(shownTime(failure.since())));
    QStringList chain;
    for (const DependencyLink &link : failure.chain)
        chain.append(u"%1 (%2)"_s.arg(link.unit, link.result.isEmpty() ? link.activeState : link.result));
    if (!chain.isEmpty())
        //: %1 is a list of units with how they ended, each needed by the one before
        html += paragraph(HtmlTr::tr("It needs %1").arg(chain.join(u" \u2192 "_s)));
    if (!failure.error.isEmpty())
        html += paragraph(HtmlTr::tr("Logged as %1").arg(failure.error));
    if (!failure.action.isEmpty())
        html += paragraph(HtmlTr::tr("Done by itself: %1").arg(failure.action));
    if (failure.recoveredAt)
        html += paragraph(HtmlTr::tr("Active again since %1").arg(shownTime(*failure.recoveredAt)));
    if (failure.acknowledged)
        html += paragraph(HtmlTr::tr("Acknowledged by %1 at %2: %3")
                              .arg(failure.acknowledged->by, shownTime(failure.acknowledged->at),
                                   failure.acknowledged->reason));
    return html;
}

QString failureSection(const ReportNode &node, const ReportFailure &entry)
{
    const UnitFailure &failure = entry.failure;
    QString html = u"<section><h3><code>%1</code> %2 %3</h3>\n"_s.arg(
        escaped(failure.unit), escaped(HtmlTr::tr("failed on %1").arg(node.name)),
        badge(healthOf(entry), node.stale));
    html += u"<p>%1 <span class=dim>%2</span></p>\n"_s.arg(escaped(failure.explanation),
                                                           escaped(shownTime(failure.at)));
    html += afterFailure(failure);
    if (!entry.evidence)
        return html
               + u"<p class=dim>%1</p></section>\n"_s.arg(escaped(HtmlTr::tr("No evidence was collected")));
    if (!entry.evidence->missing.isEmpty())
        html += u"<p class=dim>%1</p>\n"_s.arg(
            escaped(HtmlTr::tr("Not all evidence is there: %1").arg(entry.evidence->missing)));
    if (!entry.evidence->journal.isEmpty())
        html += u"<p class=dim>%1</p>\n"_s.arg(escaped(HtmlTr::tr("Last lines of its journal")))
                + journalLines(entry.evidence->journal);
    return html + u"</section>\n"_s;
}

QString nodeSentence(const ReportNode &node)
{
    QStringList sentences;
    if (node.bmcState == BmcState::Quiesced)
        sentences.append(escaped(node.bmcStateSince
                                     ? HtmlTr::tr("Quiesced since %1").arg(shownTime(*node.bmcStateSince))
                                     : HtmlTr::tr("Quiesced")));
    for (const Problem &problem : node.problems)
        sentences.append(escaped(problem.text));
    if (node.stale) {
        sentences.append(
            escaped(node.heardAt ? HtmlTr::tr("does not answer, last heard %1").arg(shownTime(*node.heardAt))
                                 : HtmlTr::tr("has never answered")));
        if (!node.linkError.isEmpty())
            sentences.append(escaped(node.linkError));
    }
    return sentences.isEmpty() ? u"<span class=dim>%1</span>"_s.arg(escaped(HtmlTr::tr("nothing to report")))
                               : sentences.join(u"<br>"_s);
}

QString systemPart(const ReportSystem &system)
{
    const QString name = system.name.isEmpty() ? HtmlTr::tr("Lone nodes") : system.name;
    QString html = u"<h2>%1 %2 <span class=dim>%3</span></h2>\n<table>\n"_s.arg(
        escaped(name), badge(system.health, false),
        escaped(HtmlTr::tr("%1 of %2 answer").arg(system.answering).arg(system.nodes.size())));
    html += row({escaped(HtmlTr::tr("Node")), escaped(HtmlTr::tr("State")), escaped(HtmlTr::tr("What")),
                 escaped(HtmlTr::tr("System"))},
                true);
    for (const ReportNode &node : system.nodes) {
        const QString number = node.instance > 0 ? QString::number(node.instance) + u' ' : QString();
        html +=
            row({escaped(number + node.name) + u"<br><span class=dim>%1</span>"_s.arg(escaped(node.address)),
                 badge(node.health, node.stale), nodeSentence(node),
                 escaped(node.facts ? node.facts->os : QString())});
    }
    html += u"</table>\n"_s;
    for (const ReportNode &node : system.nodes) {
        for (const ReportFailure &failure : node.failures)
            html += failureSection(node, failure);
    }
    return html;
}

} // namespace

QByteArray toHtml(const Report &report)
{
    QString html = u"<!doctype html>\n<html><head><meta charset=utf-8><meta name=viewport "
                   u"content=\"width=device-width\">"
                   "<title>%1</title><style>%2</style></head><body>\n"_s.arg(escaped(report.headline), Style);
    html += u"<h1>%1 %2</h1>\n<p class=dim>%3</p>\n"_s.arg(
        escaped(report.headline), badge(report.health, false),
        escaped(HtmlTr::tr("Muster, %1").arg(shownTime(report.at))));
    for (const ReportSystem &system : report.systems)
        html += systemPart(system);
    return (html + u"</body></html>\n"_s).toUtf8();
}

} // namespace muster::console
