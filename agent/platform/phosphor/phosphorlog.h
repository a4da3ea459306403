// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busservice.h"
#include "agent/platform/logplatform.h"
#include "agent/platform/phosphor/logrecord.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QMap>
#include <QPointer>

namespace muster::agent {

/// phosphor-logging's entries, read once when it appears and then told by its signals; what keeps the host
/// from being started is in it, too. Of each entry only what is listed is kept: its data is read when
/// somebody asks for it.
class PhosphorLog : public LogPlatform
{
    Q_OBJECT
public:
    using Objects = QMap<QDBusObjectPath, phosphor::LogInterfaces>;

    /// @param bus outlives this
    explicit PhosphorLog(BusConnection &bus);

    /// Whether this is an OpenBMC: its error log, or what finds its services, was ever on the bus.
    [[nodiscard]] bool isOpenBmc() const { return m_isOpenBmc; }

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<LogReading>> read() override;
    [[nodiscard]] QCoro::Task<Result<void>> refresh() override;
    [[nodiscard]] QCoro::Task<Result<LogEntry>> entry(QString id) override;
    [[nodiscard]] QCoro::Task<Result<QList<LogEntry>>> blocks() override;
    [[nodiscard]] QString notDeletable() const override { return {}; }
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString id) override;
    [[nodiscard]] QCoro::Task<Result<void>> removeAll() override;

private Q_SLOTS:
    void takeAdded(const QDBusMessage &message);
    void takeRemoved(const QDBusMessage &message);
    void takeProperties(const QDBusMessage &message);

private:
    void begin();
    [[nodiscard]] static QCoro::Task<Result<void>> readAll(QPointer<PhosphorLog> self);
    [[nodiscard]] static QCoro::Task<Result<void>> ready(QPointer<PhosphorLog> self);
    static QCoro::Task<> readOne(QPointer<PhosphorLog> self, QString path);
    void take(const Objects &objects);
    void takeObject(const QString &path, const phosphor::LogInterfaces &interfaces);
    void put(const LogEntry &entry);
    [[nodiscard]] QCoro::Task<Result<void>> order(QString path, QString interface, QString method);

    BusService m_log;
    BusService m_mapper;
    bool m_isOpenBmc = false;
    QMap<QString, LogEntry> m_entries; ///< by id
    QMap<QString, QStringList> m_blocks; ///< by path: ids of the entries that block
    QString m_readFrom; ///< owner of the service whose entries these are
    bool m_hasRead = false; ///< what is there from now on is new
    bool m_isTooMuch = false;
};

} // namespace muster::agent
