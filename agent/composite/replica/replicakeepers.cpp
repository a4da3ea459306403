// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicakeepers.h"

#include "shared/tls/digest.h"

#include <algorithm>
#include <tuple>

namespace muster::agent {

namespace {

struct WeighedKeeper
{
    QString nodeId;
    int preference = 0;
    QByteArray weight;
};

int preferenceOf(const KeeperCandidate &candidate)
{
    if (candidate.hasCopy)
        return candidate.isLongAway ? 1 : 4;
    if (!candidate.isConnected)
        return 0;
    return candidate.isPlanned ? 3 : 2;
}

} // namespace

QStringList chooseKeepers(const QString &hash, const QList<KeeperCandidate> &candidates, int count)
{
    QList<WeighedKeeper> weighed;
    for (const KeeperCandidate &one : candidates)
        weighed.append(
            {one.nodeId, preferenceOf(one), sha256({hash.toLatin1(), one.nodeId.toUtf8()})}); // rendezvous
    std::ranges::sort(weighed, [](const WeighedKeeper &a, const WeighedKeeper &b) {
        return std::tie(a.preference, a.weight) > std::tie(b.preference, b.weight);
    });
    QStringList keepers;
    for (const WeighedKeeper &one : weighed.first(std::min(qsizetype(count), weighed.size())))
        keepers.append(one.nodeId);
    keepers.sort();
    return keepers;
}

} // namespace muster::agent
