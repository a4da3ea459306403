// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"
#include "shared/wire/filedescriptor.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <optional>

namespace muster::agent {

/// A dump that the machine's own management has.
struct ManagementDump
{
    QString name; ///< as the management calls it; given to another one later
    QString id; ///< of this one and no other, as DumpEntry::id
    QString type; ///< as DumpKind::type
    DumpState state = DumpState::Collecting;
    QString why; ///< it failed
    Timestamp at{};
    std::optional<Timestamp> finishedAt;
    qint64 size = 0;
    QString originator;
    bool isOpen = false; ///< the management counts it as being made, also when it has failed for us
    bool isOffloaded = false; ///< the management knows that somebody has it

    friend bool operator==(const ManagementDump &, const ManagementDump &) = default;
};

/// The dumps of the machine's own management.
class ManagementDumps : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual bool isPresent() const = 0;
    /// All that are known now, in no order.
    [[nodiscard]] virtual const QList<ManagementDump> &all() const = 0;
    /// Reads them anew; all() is what there was when this was asked, or later. Errors: those of the bus.
    [[nodiscard]] virtual QCoro::Task<Result<void>> refresh() = 0;

    /// Errors: Conflict or Busy when it may not be deleted now, NotFound, Unavailable, Timeout, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<void>> remove(QString name) = 0;
    using File = std::shared_ptr<const FileDescriptor>;
    /// The file of one that is complete, to read. Errors: those of remove(), Io.
    [[nodiscard]] virtual QCoro::Task<Result<File>> open(QString name) = 0;

Q_SIGNALS:
    void changed(); ///< all() is another
};

} // namespace muster::agent
