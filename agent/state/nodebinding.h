// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class BmcStatus;
class MethodTable;
class NodePlatform;
class Problems;

/// Adds node.facts and node.state. All of them outlive the table.
void bindNode(MethodTable &methods, const NodePlatform &node, const Problems &problems, const BmcStatus &bmc);

} // namespace muster::agent
