// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"
#include "console/batch/dumprow.h"

namespace muster::console {

/// Gathers what came of each dump of a verb, tells it as it comes, and how the verb ends.
class DumpOutcomeList
{
public:
    explicit DumpOutcomeList(const Batch &batch)
        : m_batch(batch)
    {
    }

    void done(const QString &nodeId, const QString &dumpId, const QString &outcome);
    void failed(const QString &nodeId, const QString &dumpId, const Error &error);
    /// With the word for an error as the node wrote it.
    void failed(const QString &nodeId, const QString &dumpId, const QString &error, const QString &text);
    /// What it is, is part of what the node told: a dump that is not whole.
    void notWell(const QString &nodeId, const QString &dumpId, const QString &outcome, const QString &text);

    /// Writes the document where JSON is wanted. @return how the verb ends
    [[nodiscard]] ExitCode end();

private:
    void add(const QString &nodeId, const QString &dumpId, const QString &outcome, const QString &error,
             const QString &text);

    const Batch &m_batch;
    DumpOutcomes m_outcomes;
    ExitCode m_code = ExitCode::Well;
};

} // namespace muster::console
