// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/trustevents.h"

#include "agent/events/eventlog.h"
#include "agent/trust/pairing.h"
#include "agent/trust/peerstore.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QString roleName(Role role)
{
    return QString::fromLatin1(QMetaEnum::fromType<Role>().valueToKey(int(role)));
}

} // namespace

TrustEvents::TrustEvents(EventLog &events, PeerStore &peers, Pairing &pairing, QObject *parent)
    : QObject(parent)
{
    connect(&peers, &PeerStore::added, this, [&events](const Peer &peer) {
        events.append({Topic::Trust, events::PeerAdded, Health::OK, peer.nodeId,
                       u"%1 is trusted as %2"_s.arg(peer.name, roleName(peer.role))},
                      peer);
    });
    connect(&peers, &PeerStore::removed, this, [&events](const Peer &peer) {
        events.append({Topic::Trust, events::PeerRemoved, Health::OK, peer.nodeId,
                       u"%1 is not trusted any more"_s.arg(peer.name)},
                      peer);
    });
    connect(&pairing, &Pairing::requested, this, [&events](PairingRequest request) {
        // The code is for the two people who compare it.
        request.code.clear();
        events.append({Topic::Trust, events::PairingRequested, Health::Warning, request.nodeId,
                       u"%1 at %2 asks to be trusted as %3"_s.arg(request.name, request.address,
                                                                  roleName(request.role))},
                      request);
    });
}

} // namespace muster::agent
