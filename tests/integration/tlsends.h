// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/tcpsocket.h"
#include "shared/tls/tlsdialer.h"
#include "shared/tls/tlslistener.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

namespace muster::test {

/// An identity that is valid, made once a test program: making keys is most of what a test would do.
inline Identity newIdentity()
{
    return *Identity::generate();
}

inline TlsContext contextOf(TlsContext::Role role, const Identity &own,
                            const QByteArrayList &channels = {TlsContext::ControlChannel})
{
    return *TlsContext::create(role, own, channels);
}

/// A listening end on the loopback that keeps whom it accepted.
struct ServerEnd
{
    explicit ServerEnd(const Identity &own, const TlsListener::Limits &limits = {},
                       const QByteArrayList &channels = {TlsContext::ControlChannel})
        : listener(contextOf(TlsContext::Role::Server, own, channels), limits,
                   [this](std::unique_ptr<TlsTransport> transport) { take(std::move(transport)); })
    {
        listening = listener.listen(QStringLiteral("127.0.0.1"));
    }

    void take(std::unique_ptr<TlsTransport> transport)
    {
        QObject::connect(transport.get(), &Transport::received, transport.get(),
                         [this](QByteArrayView bytes) { received += bytes; });
        QObject::connect(transport.get(), &Transport::closed, transport.get(),
                         [this](const Error &reason) { closed.push_back(reason); });
        accepted.push_back(std::move(transport));
    }

    [[nodiscard]] Endpoint endpoint() const { return {QStringLiteral("127.0.0.1"), listener.port()}; }

    std::vector<std::unique_ptr<TlsTransport>> accepted;
    QByteArray received;
    std::vector<Error> closed;
    Result<void> listening;
    TlsListener listener;
};

inline Result<std::unique_ptr<TlsTransport>>
dialNow(const TlsContext &context, const Endpoint &to, const std::optional<NodeId> &pin = {},
        std::chrono::milliseconds deadline = std::chrono::seconds(10))
{
    return QCoro::waitFor(dial(context, to, pin, deadline));
}

} // namespace muster::test
