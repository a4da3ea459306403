// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/streamtransport.h"

#include <memory>

namespace muster {

/// A Transport over a Unix socket, for programs on the same machine. Who the peer is the kernel says:
/// peer().isLocalAdmin is true for the superuser and for the user that this program runs as.
class LocalTransport final : public StreamTransport
{
    Q_OBJECT
public:
    /// @param socket connected and non-blocking.
    explicit LocalTransport(FileDescriptor socket, QObject *parent = nullptr);

    /// Connects to who listens there; not started yet.
    /// Errors, with the path as source: Unavailable when nobody listens, Forbidden, Invalid for too long a
    /// path.
    [[nodiscard]] static Result<std::unique_ptr<LocalTransport>> connectTo(const QString &path);

protected:
    Step open() override;
    Step read(char *buffer, qsizetype capacity) override;
    Step write(QByteArrayView bytes) override;
    Step endWriting() override;
    [[nodiscard]] Error failure() const override;
    [[nodiscard]] Error openTimeout() const override;

private:
    Step stepAfter(Step::Outcome wait);

    int m_systemError = 0;
};

} // namespace muster
