// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QList>
#include <QObject>
#include <QSet>
#include <QStringList>

namespace muster::agent {

/// Who needs which dump now: what somebody is fetching is not deleted, and what is being deleted cannot be
/// fetched. Used on the agent's own thread.
class DumpHolds : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// @param who for people, names the one who fetches. Error Busy while the dump is being deleted or
    /// completed.
    /// @return the hold, to be given to release()
    [[nodiscard]] Result<quint64> hold(const QString &dumpId, const QString &who);
    void release(quint64 hold);
    [[nodiscard]] QStringList holders(const QString &dumpId) const;

    /// From now on nobody gets a hold on it. Error Busy, naming who has one.
    [[nodiscard]] Result<void> beginDeletion(const QString &dumpId);
    void endDeletion(const QString &dumpId) { m_beingDeleted.remove(dumpId); }

Q_SIGNALS:
    void changed(const QString &dumpId); ///< holders() are others

private:
    struct Hold
    {
        quint64 number;
        QString dumpId;
        QString who;
    };
    QList<Hold> m_holds; ///< few
    QSet<QString> m_beingDeleted;
    quint64 m_last = 0;
};

} // namespace muster::agent
