// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/managementdumps.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QMap>
#include <QPointer>
#include <QTimer>
#include <QVariantMap>

#include <chrono>

namespace muster::agent {

class BusService;

/// The entries of phosphor's dump manager, of every type that it has. Told of by signals, read as a whole. An
/// entry that stays in progress is found out: the manager never sets it to failed when its collector dies.
class PhosphorDumps : public ManagementDumps
{
    Q_OBJECT
public:
    using Interfaces = QMap<QString, QVariantMap>;
    using Objects = QMap<QDBusObjectPath, Interfaces>;

    /// Signals come in bursts; the entries are read once, after this much quiet.
    static constexpr std::chrono::milliseconds Quiet{50};

    /// @param dumps outlives this
    /// @param deadline after which an entry in progress has failed
    /// @param hostDeadline the same for what the host makes
    PhosphorDumps(const BusService &dumps, std::chrono::milliseconds deadline,
                  std::chrono::milliseconds hostDeadline);

    [[nodiscard]] bool isPresent() const override;
    [[nodiscard]] const QList<ManagementDump> &all() const override { return m_all; }
    /// The types that the manager has an object for to ask for one.
    [[nodiscard]] const QStringList &creatable() const { return m_creatable; }
    [[nodiscard]] QCoro::Task<Result<void>> refresh() override;
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString name) override;
    [[nodiscard]] QCoro::Task<Result<File>> open(QString name) override;

private Q_SLOTS:
    void takeSignal(const QDBusMessage &message);

private:
    void begin();
    void take(const Objects &objects);
    [[nodiscard]] std::optional<ManagementDump> read(const QString &path, const Interfaces &interfaces) const;
    [[nodiscard]] std::chrono::milliseconds deadlineOf(const QString &type) const;
    void readAll();

    const BusService &m_dumps;
    std::chrono::milliseconds m_deadline;
    std::chrono::milliseconds m_hostDeadline;
    QList<ManagementDump> m_all;
    QStringList m_creatable;
    QTimer m_quiet;
    QTimer m_overdue; ///< when the next one in progress will have failed
};

} // namespace muster::agent
