// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/unitconfig.h"

#include "agent/units/unitfolder.h"

#include <QCoroTask>

namespace muster::agent {

class UnitPlatform;

/// Shows the folder that names critical units to those who are away from the node, checks what they would
/// write, and writes it. A file is written whole or not at all, only over the one that was seen, and never
/// with a fault.
class UnitConfigService
{
public:
    /// An answer is a message: texts beyond this, as JSON, are left out of it.
    static constexpr qsizetype MaxTextBytes = 768 * 1024;
    static constexpr qsizetype MaxListed = 1000; ///< files
    /// A file that is larger cannot be replaced from afar.
    static constexpr qint64 MaxReplacedBytes = 4 * 1024 * 1024;

    /// Both outlive this.
    UnitConfigService(UnitPlatform &platform, UnitFolder &folder);

    /// Errors: NotFound for a name that is not there.
    [[nodiscard]] Result<UnitConfig> config(const QString &name) const;
    /// Faults of the file are no errors here.
    [[nodiscard]] QCoro::Task<Result<UnitConfigCheck>> check(CheckUnitConfigParams params) const;
    /// Errors: Invalid for a faulty name or file; Conflict when the file is another than was seen;
    /// QuotaExceeded for too many files or units; Io. Then all is as before.
    [[nodiscard]] QCoro::Task<Result<UnitConfigCheck>> set(SetUnitConfigParams params);
    /// Errors: Invalid, NotFound, Conflict, Io.
    [[nodiscard]] QCoro::Task<Result<UnitConfigCheck>> remove(RemoveUnitConfigParams params);

private:
    using Files = QMap<QString, UnitFile>;

    [[nodiscard]] QString pathOf(const QString &name) const;
    [[nodiscard]] Result<QString> hashOf(const QString &name) const;
    [[nodiscard]] Result<void> checkSeen(const QString &name, const QString &replaces) const;
    [[nodiscard]] Result<Files> filesWith(const QString &name, const QString &text) const;
    [[nodiscard]] Result<Files> filesWithout(const QString &name) const;
    [[nodiscard]] UnitConfigFile describeFile(const QString &name, qsizetype &room) const;
    [[nodiscard]] QCoro::Task<UnitConfigCheck> apply(QString hash);
    static QCoro::Task<UnitConfigCheck> preview(UnitPlatform &platform, WatchList before, WatchList after,
                                                QString replaces);

    UnitPlatform &m_platform;
    UnitFolder &m_folder;
};

} // namespace muster::agent
