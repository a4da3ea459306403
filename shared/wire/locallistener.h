// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/localtransport.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace muster {

/// Listens on a Unix socket (see listenLocal()) and hands out a LocalTransport for each who connects. Removes
/// the socket's file at its end.
class LocalListener : public QObject, private FdWatcher
{
    Q_OBJECT
public:
    static constexpr int MaxConnections = 64; ///< further ones are closed at once

    /// Becomes the owner of a transport that is started and not ready() yet.
    using Taker = std::function<void(std::unique_ptr<LocalTransport>)>;

    explicit LocalListener(Taker taker, QObject *parent = nullptr);
    ~LocalListener() override;

    /// Errors: those of listenLocal(); Unavailable when the system cannot watch one more socket.
    [[nodiscard]] Result<void> listen(const QString &path);
    void stop(); ///< connections handed out go on

private:
    void fdReady(bool readable, bool writable) override;
    [[nodiscard]] bool acceptOne();
    void resume();

    Taker m_taker;
    QString m_path;
    FileDescriptor m_socket;
    std::optional<FdWatch> m_watch;
    QTimer m_retry;
    std::shared_ptr<int> m_open =
        std::make_shared<int>(0); ///< connections that exist; may outlive the listener
};

} // namespace muster
