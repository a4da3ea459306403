// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include <QCoroTask>

namespace muster::agent {

/// What offloading needs to know of the node's dumps. Used on the agent's own thread.
class DumpShelf
{
public:
    virtual ~DumpShelf() = default;

    /// Where a dump lies that is whole; who asks holds it meanwhile. Errors: NotFound; Conflict when it is
    /// not whole (yet); Io.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> folder(QString id) = 0;
    /// Errors: NotFound.
    [[nodiscard]] virtual Result<DumpEntry> entry(const QString &id) const = 0;
    /// Its files may be damaged: reads all of it, and mends what can be mended. Who asks holds it meanwhile.
    /// Errors: Io, naming what is damaged and stays so; NotFound, Conflict, Cancelled.
    [[nodiscard]] virtual QCoro::Task<Result<void>> mend(QString id) = 0;
    /// Somebody has all of it. Durable when it returns. Errors: NotFound, Io.
    [[nodiscard]] virtual Result<void> markOffloaded(const QString &id, const DumpCopy &copy) = 0;
};

} // namespace muster::agent
