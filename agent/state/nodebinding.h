// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class NodePlatform;
class Problems;

/// Adds node.facts and node.state. All three outlive the table.
void bindNode(MethodTable &methods, const NodePlatform &node, const Problems &problems);

} // namespace muster::agent
