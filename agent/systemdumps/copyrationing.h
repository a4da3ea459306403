// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/systemdumps/copyroom.h"
#include "agent/systemdumps/dumprecords.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

namespace muster::agent {

class Composite;

/// On the coordinator: when members have no room for a newer dump's copies, those of the oldest go. Whose did
/// is in the record of the dump; once there is room again, they come back.
class CopyRationing : public QObject
{
    Q_OBJECT
public:
    /// @param composite borrowed, outlives this
    explicit CopyRationing(Composite &composite, QObject *parent = nullptr);

    /// After a change. Only for whoever may act, and knows all documents.
    void look();

private:
    [[nodiscard]] CopiedDump copiedOf(const DumpRecord &record) const;
    void giveUp(const CopiesToGiveUp &these);
    void takeUp(const QList<DumpRecord> &givenUp, const QList<CopiedDump> &dumps);
    static QCoro::Task<> write(QPointer<CopyRationing> self, DumpRecord record);

    Composite &m_composite;
};

} // namespace muster::agent
