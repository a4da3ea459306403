// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class FileReplicas;
class MethodTable;
class Replication;

/// Adds what members call of each other for documents, replica.*. The replication outlives the table.
void bindReplication(MethodTable &methods, Replication &replication);

/// The same for files. They outlive the table.
void bindFileReplicas(MethodTable &methods, FileReplicas &files);

} // namespace muster::agent
