// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/deadline.h"
#include "shared/error.h"
#include "shared/tls/socketaddress.h"
#include "shared/wire/fdpoller.h"

#include <QCoroTask>

#include <QList>

namespace muster {

/// A connection, and where it leads.
struct ConnectedSocket
{
    FileDescriptor socket;
    SocketAddress address;
};

/// Connects to the first of the addresses that answers, trying one after the other; each gets an equal part
/// of the time that is left, so that a dead one cannot use it up. Errors: of the last address tried; Timeout
/// when it did not answer; Unavailable.
[[nodiscard]] QCoro::Task<Result<ConnectedSocket>> connectToFirst(QList<SocketAddress> addresses,
                                                                  Deadline deadline);

} // namespace muster
