// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

#include <QMap>
#include <QSet>

namespace muster::agent {

/// Units that exist only here and do what they are told: for demonstrations, tests and benches with many
/// agents. Nothing happens by itself, and ids count up, so that each run is like the other.
class SimulatedUnits : public UnitPlatform
{
    Q_OBJECT
public:
    using UnitPlatform::UnitPlatform;

    void watch(const QStringList &units) override;
    [[nodiscard]] QCoro::Task<Result<QList<JournalLine>>> journal(QString unit, QString invocationId,
                                                                  int lines) override;
    [[nodiscard]] QCoro::Task<Result<QList<UnitProperty>>> properties(QString unit) override;
    [[nodiscard]] QCoro::Task<Result<QStringList>> known(QStringList units) override;

    [[nodiscard]] QCoro::Task<Result<QList<UnitDependency>>> dependencies(QString unit) override;
    [[nodiscard]] QCoro::Task<Result<UnitPast>> lookBack(QStringList units, Timestamp since) override;
    [[nodiscard]] QCoro::Task<Result<void>> restart(QString unit) override;
    [[nodiscard]] QCoro::Task<Result<void>> reboot() override; ///< only counted
    [[nodiscard]] int reboots() const { return m_reboots; }

    /// Adds a unit, or starts it anew: it is active afterwards. Without an id for the run, it is the next
    /// one.
    void run(const QString &unit, const QString &description = {}, const QString &invocationId = {});
    /// It is killed by this signal and given up after so many restarts.
    void kill(const QString &unit, int signal, int restarts = 0);
    /// It ends with this code and, if that is not 0, is given up after so many restarts.
    void exit(const QString &unit, int code, int restarts = 0);
    /// It ends with this code and waits to be restarted by itself.
    void beginCrash(const QString &unit, int code);
    /// It ends with this code and is restarted by itself, which is counted.
    void crash(const QString &unit, int code);
    void stop(const QString &unit); ///< as somebody asked for
    void reset(const QString &unit); ///< a failed one, as "systemctl reset-failed" does
    /// A job of a target ends; `needs` is what it needs, told by unit name, and may be failed.
    void endJob(const QString &target, const QString &result, const QStringList &needs = {});
    void remove(const QString &unit); ///< as uninstalling what it belongs to would
    void writeLine(const QString &unit, const QString &message, int priority = 6);

    /// By name.
    [[nodiscard]] QList<UnitStatus> all() const;
    /// What units have written, unit by unit.
    [[nodiscard]] QList<std::pair<QString, JournalLine>> allLines() const;

    /// The watch breaks, and works again; changes in between are told then.
    void loseWatch(const Error &reason);
    void regainWatch();

private:
    struct Unit
    {
        UnitSnapshot snapshot;
        QList<JournalLine> lines;
    };
    static constexpr qsizetype KeptLines = 1000;
    static constexpr qsizetype KeptPast = 1000;

    void change(const QString &unit, const QString &activeState, const QString &subState,
                const QString &result);
    void tell(const QString &unit);
    void notePast(const QString &unit);

    QMap<QString, Unit> m_units;
    QMap<QString, QStringList> m_needs; ///< by target
    UnitPast m_past; ///< what happened since the last look back, as a journal has it
    QSet<QString> m_watched;
    bool m_working = true;
    qint64 m_lastRun = 0;
    qint64 m_lastJob = 0;
    int m_reboots = 0;
};

} // namespace muster::agent
