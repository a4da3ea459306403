// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicabinding.h"

#include "shared/api/replica.h"

#include "agent/composite/replica/filereplicas.h"
#include "agent/composite/replica/replication.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindReplication(MethodTable &methods, Replication &replication)
{
    methods.add<api::ReplicaDigest>([&](const CallContext &who, const ReplicaDigestParams &params) {
        return replication.digest(who.peer.nodeId, params);
    });
    methods.add<api::ReplicaList>([&](const CallContext &who, const ReplicaListParams &params) {
        return replication.list(who.peer.nodeId, params);
    });
    methods.add<api::ReplicaGet>([&](const CallContext &who, const ReplicaGetParams &params) {
        return replication.read(who.peer.nodeId, params);
    });
    methods.addAsync<api::ReplicaPut>([&](CallContext who, ReplicaPutParams params) {
        return replication.take(who.peer.nodeId, std::move(params));
    });
    methods.add<api::ReplicaHeld>([&](const CallContext &who, const ReplicaHeldParams &params) {
        return replication.learnHolders(who.peer.nodeId, params);
    });
    methods.addAsync<api::ReplicaPurge>([&](CallContext who, ReplicaPurgeParams params) {
        return replication.purge(who.peer.nodeId, std::move(params));
    });
}

void bindFileReplicas(MethodTable &methods, FileReplicas &files)
{
    methods.addAsync<api::ReplicaReadFile>([&](CallContext who, ReplicaFileParams params) {
        return files.read(who.peer.nodeId, std::move(params));
    });
    methods.addAsync<api::ReplicaCheckFile>([&](CallContext who, ReplicaFileParams params) {
        return files.check(who.peer.nodeId, std::move(params));
    });
}

} // namespace muster::agent
