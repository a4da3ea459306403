// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/opensslptr.h"

#include <QByteArray>

#include <map>

namespace muster {

/// TLS sessions with which a client may resume, by the place they were made with. Each is good for one
/// resumption: reuse would let an eavesdropper link connections (RFC 8446, appendix C.4), and a new one comes
/// with it anyway.
class SessionCache
{
public:
    static constexpr size_t MaxSessions = 1024;

    /// Replaces an older one of the same key. Beyond MaxSessions any other is forgotten: it only costs a full
    /// handshake.
    void put(const QByteArray &key, SessionPtr session);
    /// Null when there is none.
    [[nodiscard]] SessionPtr take(const QByteArray &key);
    [[nodiscard]] size_t size() const { return m_sessions.size(); }

private:
    std::map<QByteArray, SessionPtr> m_sessions;
};

} // namespace muster
