// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/wire/completion.h"

#include <QDBusMessage>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <QCoroTask>

#include <chrono>

namespace muster::agent {

class BusService;

/// Follows one dump of the dump service to its end, by signals. The service restarts without telling what
/// became of a dump, gives names to others again, and leaves a dump that could not be made in progress for
/// ever: the dump is known by name and start, and waited for until a deadline.
class DumpWatch : public QObject
{
    Q_OBJECT
public:
    /// @param dumps when it goes, the watch ends as Cancelled
    /// @param name the dump's object path
    DumpWatch(const BusService &dumps, QString name, std::chrono::milliseconds deadline);

    /// Nothing when the dump is complete. Errors: those of ManagementPlatform::bmcDumpEnd().
    [[nodiscard]] Completion<Result<void>> ended() const { return m_ended; }

private Q_SLOTS:
    void takeProperties(const QDBusMessage &message);
    void takeRemoved(const QDBusMessage &message);

private:
    void begin();
    static QCoro::Task<> read(QPointer<DumpWatch> self);
    /// Each may be the end of this object.
    void takeProgress(const QVariantMap &progress);
    void end(ErrorCode code, const QString &text);

    const BusService &m_dumps;
    QString m_name;
    quint64 m_start = 0; ///< as the service tells it; 0 before it has
    QTimer m_deadline;
    Completion<Result<void>> m_ended;
};

} // namespace muster::agent
