// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/replica/replication.h"
#include "agent/server/methodtable.h"
#include "shared/api/system.h"

namespace muster::agent {

/// What people who look after a system tell each other about it: one short text, the same on all members.
class SystemNotes : public QObject
{
    Q_OBJECT
public:
    /// @param replication borrowed, outlives this
    explicit SystemNotes(Replication &replication, QObject *parent = nullptr);

    /// Nothing when there is none. When two wrote at the same time, apart from each other, both texts.
    [[nodiscard]] std::optional<SystemNote> note() const;
    /// Durable on this node when it answers, and on the others as they are connected. Empty text removes it.
    /// Errors: those of Replication::put() and remove().
    [[nodiscard]] QCoro::Task<Result<Nothing>> set(CallContext context, QString text);

Q_SIGNALS:
    void changed();

private:
    Replication &m_replication;
};

} // namespace muster::agent
