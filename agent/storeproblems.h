// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QObject>

namespace muster::agent {

class AuditLog;
class EventJournal;
class Problems;

/// Makes a disk that refuses what must be kept a problem of the node, as long as it lasts.
class StoreProblems : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive this.
    StoreProblems(EventJournal &events, AuditLog &audit, Problems &problems, QObject *parent = nullptr);

    /// Looks whether the audit log is as it was written. Reads all of it, so not before the agent listens.
    void checkAuditLog(const QString &folder);

private:
    Problems &m_problems;
};

} // namespace muster::agent
