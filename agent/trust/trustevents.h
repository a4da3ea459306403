// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace muster::agent {

class EventLog;
class Pairing;
class PeerStore;

/// Tells who is trusted anew, who is not any more, and who asks for it, as events of topic Trust.
class TrustEvents : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive this.
    TrustEvents(EventLog &events, PeerStore &peers, Pairing &pairing, QObject *parent = nullptr);
};

} // namespace muster::agent
