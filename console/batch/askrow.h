// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/exitcode.h"
#include "console/batch/table.h"

#include "shared/api/system.h"

namespace muster::console {

/// What one member said to a question, as `muster system ask --json` tells it. The names are stable.
struct AskRow
{
    int instance = 1;
    QString node;
    QString nodeId;
    CallOutcome outcome = CallOutcome::Unreachable;
    std::optional<RawJson> answer;
    QString error;
    QString errorName;
    qint64 milliseconds = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("instance", &AskRow::instance, "The member's number"),
                          field("node", &AskRow::node, "Its name"),
                          field("nodeId", &AskRow::nodeId, "Its id"),
                          field("outcome", &AskRow::outcome, "What became of the call"),
                          field("answer", &AskRow::answer, "What it answered; absent when it did not"),
                          field("error", &AskRow::error, "Why not; empty when it answered"),
                          field("errorName", &AskRow::errorName, "The error's stable name"),
                          field("milliseconds", &AskRow::milliseconds, "How long it took"));
    }
};

struct AskDocument
{
    QList<AskRow> members;

    static constexpr auto fields()
    {
        return std::tuple(field("members", &AskDocument::members, "One answer of each, by number"));
    }
};

/// Errors: Invalid when it is no JSON object.
[[nodiscard]] Result<void> checkCallParams(const QByteArray &params);

[[nodiscard]] AskRow askRow(const QString &name, const MemberAnswer &answer);
[[nodiscard]] Table askTable(const AskDocument &document);
/// Unreachable when none could be reached, NotWell when not all have answered.
[[nodiscard]] ExitCode exitCodeOf(const AskDocument &document);

} // namespace muster::console
