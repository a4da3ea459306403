// SPDX-License-Identifier: Apache-2.0
#include "console/report/reportformats.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct MarkdownTr
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::MarkdownReport)
};

/// Text of nodes must not become markup.
QString plain(const QString &text)
{
    QString safe;
    for (const QChar c : text) {
        if (u"\\`*_{}[]<>()#+!|~"_s.contains(c))
            safe += u'\\';
        safe += c.unicode() < 0x20 ? QChar(u' ') : c;
    }
    return safe;
}

/// A block whose fence is longer than any run of backticks inside.
QString block(const QString &text)
{
    QString fence = u"```"_s;
    while (text.contains(fence))
        fence += u'`';
    return fence + u'\n' + text + fence + u"\n\n"_s;
}

QString word(Health health, bool stale)
{
    static constexpr const char *Words[] = {
        QT_TRANSLATE_NOOP("muster::console::MarkdownReport", "well"),
        QT_TRANSLATE_NOOP("muster::console::MarkdownReport", "unknown"),
        QT_TRANSLATE_NOOP("muster::console::MarkdownReport", "needs care"),
        QT_TRANSLATE_NOOP("muster::console::MarkdownReport", "critical")};
    const QString text = MarkdownTr::tr(Words[int(health)]);
    return stale ? text + u'?' : text;
}

QString failureText(const ReportNode &node, const ReportFailure &entry)
{
    QString text =
        u"**%1** "_s.arg(plain(entry.failure.unit))
        + plain(MarkdownTr::tr("failed on %1 at %2: %3")
                    .arg(node.name, QString::fromLatin1(toIso(entry.failure.at)), entry.failure.explanation))
        + u"\n\n"_s;
    if (entry.failure.count > 1)
        text += plain(MarkdownTr::tr("Failed %n times", nullptr, int(entry.failure.count))) + u"\n\n"_s;
    if (entry.failure.recoveredAt)
        text += plain(MarkdownTr::tr("Active again since %1")
                          .arg(QString::fromLatin1(toIso(*entry.failure.recoveredAt))))
                + u"\n\n"_s;
    if (entry.failure.acknowledged)
        text += plain(MarkdownTr::tr("Acknowledged by %1: %2")
                          .arg(entry.failure.acknowledged->by, entry.failure.acknowledged->reason))
                + u"\n\n"_s;
    if (!entry.evidence || entry.evidence->journal.isEmpty())
        return text;
    QString lines;
    for (const JournalLine &line : entry.evidence->journal)
        lines += u"%1 %2: %3\n"_s.arg(QString::fromLatin1(toIso(line.at)), line.source, line.message);
    return text + block(lines);
}

} // namespace

QByteArray toMarkdown(const Report &report)
{
    QString text = u"# %1\n\n%2\n\n"_s.arg(plain(report.headline), QString::fromLatin1(toIso(report.at)));
    for (const ReportSystem &system : report.systems) {
        text += u"## %1\n\n"_s.arg(plain(system.name.isEmpty() ? MarkdownTr::tr("Lone nodes") : system.name));
        text += u"| %1 | %2 | %3 |\n| --- | --- | --- |\n"_s.arg(
            MarkdownTr::tr("Node"), MarkdownTr::tr("State"), MarkdownTr::tr("What"));
        for (const ReportNode &node : system.nodes) {
            QStringList what;
            if (node.bmcState == BmcState::Quiesced)
                what.append(plain(MarkdownTr::tr("Quiesced")));
            for (const Problem &problem : node.problems)
                what.append(plain(problem.text));
            if (node.stale)
                what.append(plain(node.linkError));
            text += u"| %1 | %2 | %3 |\n"_s.arg(plain(node.name), word(node.health, node.stale),
                                                what.join(u"; "_s));
        }
        text += u'\n';
        for (const ReportNode &node : system.nodes) {
            for (const ReportFailure &failure : node.failures)
                text += failureText(node, failure);
        }
    }
    return text.toUtf8();
}

} // namespace muster::console
