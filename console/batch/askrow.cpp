// SPDX-License-Identifier: Apache-2.0
#include "console/batch/askrow.h"

#include "shared/json/jsonvalue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxParamsBytes = 1024 * 1024;

Table::Cell askedCell(CallOutcome outcome)
{
    switch (outcome) {
    case CallOutcome::Answered:
        return {u"answered"_s, Tone::Well};
    case CallOutcome::Refused:
        return {u"refused"_s, Tone::Critical};
    case CallOutcome::Failed:
        return {u"failed"_s, Tone::Critical};
    case CallOutcome::Unreachable:
        return {u"unreachable"_s, Tone::Care};
    case CallOutcome::TooOld:
        break;
    }
    return {u"too old"_s, Tone::Care};
}

} // namespace

Result<void> checkCallParams(const QByteArray &params)
{
    JsonParser parser;
    const auto parsed = parser.parse(params, MaxParamsBytes);
    if (!parsed)
        return fail(parsed.error());
    if (!parsed->isObject())
        return fail(ErrorCode::Invalid, u"params must be an object, as '{\"failureId\": \"...\"}'"_s,
                    u"JSON"_s);
    return {};
}

AskRow askRow(const QString &name, const MemberAnswer &answer)
{
    const bool isAnswered = answer.outcome == CallOutcome::Answered;
    const Error error{{}, answer.text, {}, {}, answer.remedy};
    return {.instance = answer.instance,
            .node = name,
            .nodeId = answer.nodeId,
            .outcome = answer.outcome,
            .answer = isAnswered ? std::optional(answer.answer) : std::nullopt,
            .error = isAnswered ? QString() : describe(error),
            .errorName = answer.error,
            .milliseconds = answer.milliseconds};
}

Table askTable(const AskDocument &document)
{
    Table table({u"#"_s, u"MEMBER"_s, u"OUTCOME"_s, u"TIME"_s, u"ANSWER"_s});
    for (const AskRow &row : document.members) {
        table.addRow({{QString::number(row.instance)},
                      {row.node, Tone::Strong},
                      askedCell(row.outcome),
                      {u"%1 ms"_s.arg(row.milliseconds)},
                      {row.answer ? QString::fromUtf8(row.answer->text) : row.error}});
    }
    return table;
}

ExitCode exitCodeOf(const AskDocument &document)
{
    const auto has = [](CallOutcome outcome) {
        return [outcome](const AskRow &row) { return row.outcome == outcome; };
    };
    if (std::ranges::all_of(document.members, has(CallOutcome::Answered)))
        return ExitCode::Well;
    return std::ranges::all_of(document.members, has(CallOutcome::Unreachable)) ? ExitCode::Unreachable
                                                                                : ExitCode::NotWell;
}

} // namespace muster::console
