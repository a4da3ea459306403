// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/systemd/unitproperties.h"
#include "agent/platform/unitplatform.h"

#include <QDBusMessage>
#include <QHash>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <map>
#include <stop_token>
#include <type_traits>

namespace muster::agent {

class SystemdBus;

/// The units of this machine's systemd, through its bus, and their journal. Asks only when it must: a change
/// comes whole with its signals, and signals of units that are not watched do not come at all.
class SystemdUnits : public UnitPlatform
{
    Q_OBJECT
public:
    /// The bus daemon allows each client so many rules (512 by default): each unit needs one, a target a
    /// second one for its jobs. Beyond, all units' signals are taken and sorted out here.
    static constexpr qsizetype MaxRules = 400;
    /// When systemd has refused to tell, or did not answer in time, it is asked again: twice as late each
    /// time.
    static constexpr std::chrono::milliseconds FirstRetry{500};
    static constexpr std::chrono::milliseconds LastRetry{30'000};

    /// @param bus outlives this
    explicit SystemdUnits(SystemdBus &bus, QObject *parent = nullptr);
    ~SystemdUnits() override;

    void watch(const QStringList &units) override;
    [[nodiscard]] QCoro::Task<Result<QList<JournalLine>>> journal(QString unit, QString invocationId,
                                                                  int lines) override;
    [[nodiscard]] QCoro::Task<Result<QList<UnitProperty>>> properties(QString unit) override;
    [[nodiscard]] QCoro::Task<Result<QList<UnitDependency>>> dependencies(QString unit) override;
    [[nodiscard]] QCoro::Task<Result<UnitPast>> lookBack(QStringList units, Timestamp since) override;
    [[nodiscard]] QCoro::Task<Result<QString>> coreFile(QString unit, QString invocationId) override;
    [[nodiscard]] QCoro::Task<Result<void>> restart(QString unit) override;
    [[nodiscard]] QCoro::Task<Result<void>> reboot() override;
    [[nodiscard]] QCoro::Task<Result<QStringList>> known(QStringList units) override;

private Q_SLOTS:
    void takeProperties(const QDBusMessage &message);
    void takeReloading(const QDBusMessage &message);
    void takeJobRemoved(const QDBusMessage &message);

private:
    struct Watched
    {
        UnitProperties properties;
        QString path; ///< empty before systemd has told it
        bool isRead = false;
    };

    void beginWatch();
    void endWatch(const Error &reason);
    void loseWatch(const Error &reason);
    void hook(const QString &path);
    void unhook(const QString &path);
    void takeLoaded(const QString &unit, const QString &path);
    void takeChange(Watched &watched, const QString &interface, const QVariantMap &changed);
    void tellNotLoadable(const QString &unit);
    void forgetPaths();
    [[nodiscard]] QString ownNameOf(const QString &unit) const;
    template <typename Read>
    QCoro::Task<std::invoke_result_t<Read, std::stop_token>> readAside(Read read);
    static QCoro::Task<> subscribeAndRead(QPointer<SystemdUnits> self, int watchNumber);
    static QCoro::Task<bool> readUnit(QPointer<SystemdUnits> self, int watchNumber, QString unit);
    static QCoro::Task<Result<QStringList>> findKnown(QPointer<SystemdUnits> self, QStringList units);
    static QCoro::Task<> readSome(QPointer<SystemdUnits> self, int watchNumber, QStringList units);

    SystemdBus &m_bus;
    std::map<QString, Watched> m_units; ///< by name
    QMultiHash<QString, QString> m_names; ///< by path: a unit may be watched by an alias too
    bool m_takesAll = false; ///< there are more than MaxRules: one rule takes all units' signals
    int m_watchNumber = 0; ///< counts times that systemd was found: answers to an earlier one are dropped
    QString m_owner; ///< whose signals are hooked
    QTimer m_again; ///< systemd did not answer: it is asked again
    std::chrono::milliseconds m_nextRetry = FirstRetry;
    QThreadPool m_readers;
    std::stop_source m_stop;
};

} // namespace muster::agent
