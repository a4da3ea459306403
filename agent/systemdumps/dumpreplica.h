// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumpstream.h"

#include "agent/composite/replica/replicasource.h"

#include <mutex>
#include <optional>

namespace muster::agent {

/// A dump that is whole, as one file of which members keep copies: its tar stream, whose hash is the dump's
/// digest.
class DumpReplica : public ReplicaSource
{
public:
    explicit DumpReplica(QString folder)
        : m_folder(std::move(folder))
    {
    }
    [[nodiscard]] QString place() const override { return m_folder; }
    [[nodiscard]] Result<qint64> size() override;
    [[nodiscard]] Result<qsizetype> read(qint64 offset, std::span<char> into) override;

private:
    [[nodiscard]] Result<void> open();

    const QString m_folder;
    std::mutex m_mutex; ///< read for copies, and by whoever makes a dump out of it
    std::optional<DumpStream> m_stream; ///< while it is read from its begin to its end
};

} // namespace muster::agent
