// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpscomparecommand.h"

#include "console/archive/comparedumps.h"
#include "console/archive/contentkind.h"
#include "console/archive/inbackground.h"
#include "console/cli/dumps/localdump.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The names are stable.
struct DifferenceRow
{
    QString path;
    MemberDifference difference = MemberDifference::Same;
    QString why;

    static constexpr auto fields()
    {
        return std::tuple(field("path", &DifferenceRow::path, "The member"),
                          field("difference", &DifferenceRow::difference, "How it stands in the two"),
                          field("why", &DifferenceRow::why, "Why it could not be read; empty when it could"));
    }
};

struct CompareDocument
{
    QString left;
    QString right;
    QList<DifferenceRow> members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("left", &CompareDocument::left, "The one dump"),
            field("right", &CompareDocument::right, "The other"),
            field("members", &CompareDocument::members, "Members, by path; those that differ, or all"));
    }
};

QString differenceText(MemberDifference difference)
{
    switch (difference) {
    case MemberDifference::Same:
        return u"same"_s;
    case MemberDifference::Changed:
        return u"changed"_s;
    case MemberDifference::OnlyLeft:
        return u"only in the first"_s;
    case MemberDifference::OnlyRight:
        return u"only in the second"_s;
    case MemberDifference::Unread:
        return u"not read"_s;
    }
    return {};
}

void printLines(Output &out, const TextDifference &texts)
{
    qint64 last = -1;
    for (const DiffLine &line : texts.lines) {
        const qint64 number = line.side == DiffLine::Side::Right ? line.right : line.left;
        if (line.side == DiffLine::Side::Both && last >= 0 && number > last + 1)
            out.line(u"    ..."_s, Tone::Dim);
        if (line.side == DiffLine::Side::Both)
            last = number;
        const QChar sign = line.side == DiffLine::Side::Both   ? u' '
                           : line.side == DiffLine::Side::Left ? u'-'
                                                               : u'+';
        const Tone tone = sign == u'-' ? Tone::Critical : sign == u'+' ? Tone::Well : Tone::Plain;
        out.line(u"  %1%2 %3"_s.arg(number + 1, 6).arg(sign).arg(readableText(line.text)), tone);
    }
    if (texts.isCutShort)
        out.line(u"  (the texts are longer than what was compared)"_s, Tone::Dim);
}

} // namespace

void DumpsCompareCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "compare", "two dumps on this machine, member by member");
    verb.add_option("A", m_left, "the one dump")->required();
    verb.add_option("B", m_right, "the other")->required();
    verb.add_flag("--lines", m_isWithLines, "also which lines of changed texts differ");
    verb.add_flag("--all", m_isWithSame, "also members that are the same");
}

QCoro::Task<ExitCode> DumpsCompareCommand::run(Batch &batch)
{
    const auto left = co_await openLocalDump(batch, text(m_left));
    if (!left)
        co_return batch.failed(left.error());
    const auto right = co_await openLocalDump(batch, text(m_right));
    if (!right)
        co_return batch.failed(right.error());
    auto code = worse(noteDamage(batch, **left), noteDamage(batch, **right));
    const WorkWatch watch = watchFor(batch, u"comparing"_s);
    const auto members = co_await inBackground(
        [left = *left, right = *right, watch] { return compareDumps(*left, *right, watch); });
    if (!members)
        co_return batch.failed(members.error());
    CompareDocument document{(*left)->path(), (*right)->path(), {}};
    for (const ComparedMember &member : *members) {
        const bool isSame = member.difference == MemberDifference::Same;
        if (!isSame)
            code = worse(code, ExitCode::NotWell);
        if (isSame && !m_isWithSame)
            continue;
        document.members.append({member.path, member.difference, member.why});
        if (batch.out.isJson())
            continue;
        batch.out.line(u"%1 %2"_s.arg(differenceText(member.difference), -18).arg(member.path),
                       isSame ? Tone::Dim : Tone::Strong);
        if (!m_isWithLines || member.difference != MemberDifference::Changed)
            continue;
        const auto texts = co_await inBackground([left = *left, right = *right, member, watch] {
            return compareTexts(*left, member.left, *right, member.right, watch);
        });
        if (texts)
            printLines(batch.out, *texts);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    co_return code;
}

} // namespace muster::console
