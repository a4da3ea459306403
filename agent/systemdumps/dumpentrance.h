// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumprun.h"

#include "agent/composite/readiness.h"
#include "agent/server/methodtable.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QStringList>

namespace muster::agent {

class Composite;
class DumpService;

/// A member's side of a dump for which all hosts are stopped: says whether its own could be stopped now,
/// holds the node ready meanwhile, and has it stopped once the coordinator has heard the same of all.
class DumpEntrance : public QObject
{
    Q_OBJECT
public:
    /// Both are borrowed and outlive this.
    DumpEntrance(Composite &composite, DumpService &dumps, QObject *parent = nullptr);

    /// Errors: Forbidden when somebody else than the coordinator asks; Conflict when that one was replaced,
    /// or with the host's state; Unsupported, Busy, QuotaExceeded, saying why this node cannot.
    [[nodiscard]] QCoro::Task<Result<Nothing>> prepare(CallContext context, DumpRunParams params);
    /// Errors: as prepare(); Conflict when the node is not held ready for that run any more.
    [[nodiscard]] QCoro::Task<Result<Nothing>> enter(CallContext context, DumpRunParams params);
    /// Errors: Forbidden.
    [[nodiscard]] Result<Nothing> release(const CallContext &context, const DumpRunParams &params);

private:
    [[nodiscard]] Result<void> checkCaller(const CallContext &context, const DumpRunParams &params) const;
    [[nodiscard]] static Readiness::Hold holdOf(const CallContext &context, const DumpRunParams &params);
    static QCoro::Task<Result<void>> couldNow(QPointer<DumpEntrance> self, DumpRunParams params);

    Composite &m_composite;
    DumpService &m_dumps;
};

} // namespace muster::agent
