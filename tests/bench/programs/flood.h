// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/rpcpeer.h"

#include <QObject>

namespace muster::bench {

/// Sends event notifications of about 200 bytes as fast as one reader takes them. Lives as long as the
/// reader.
class Flood : public QObject
{
public:
    static constexpr const char *Method = "bench.flood";
    static constexpr qint64 Events = 400'000;

    explicit Flood(RpcPeer &reader);

private:
    void sendMore();

    RpcPeer &m_reader;
    qint64 m_sent = 0;
};

} // namespace muster::bench
