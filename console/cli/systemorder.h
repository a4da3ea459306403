// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"
#include "console/systems/membershipwish.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace muster::console {

/// What options of `muster system` say about a system, as a wish.
class SystemOrder
{
public:
    void declareMembers(CLI::App &verb); ///< MEMBER..., of a new system
    void declareChanges(CLI::App &verb);
    void declareCoordinator(CLI::App &verb);
    void declareSettings(CLI::App &verb);
    void declareForce(CLI::App &verb);

    /// @param known the system that is changed; null for a new one. Errors: Invalid; those of resolveNode()
    [[nodiscard]] Result<MembershipWish> wish(const Fleet &fleet, const FleetSystem *known) const;

private:
    [[nodiscard]] Result<void> addMembers(const Fleet &fleet, MembershipWish &wish) const;
    [[nodiscard]] Result<void> takeChanges(const Fleet &fleet, MembershipWish &wish) const;
    [[nodiscard]] Result<void> takeRules(SystemSettings &settings) const;
    [[nodiscard]] Result<void> takeSettings(const SystemSettings &before, MembershipWish &wish) const;

    std::vector<std::string> m_members;
    std::vector<std::string> m_removed;
    std::vector<std::string> m_replaced;
    std::vector<std::string> m_numbers;
    std::optional<std::string> m_name;
    std::optional<std::string> m_coordinator;
    std::optional<std::string> m_mode;
    std::optional<std::string> m_role;
    std::optional<int> m_lease;
    std::optional<int> m_skew;
    std::optional<int> m_replicas;
    std::optional<qint64> m_replicaBytes;
    std::optional<int> m_unavailableAfter;
    std::optional<int> m_resetGrace;
    std::optional<int> m_restoreWindow;
    std::optional<int> m_bootStall;
    std::optional<std::string> m_partialOutage;
    std::vector<std::string> m_facetRules;
    bool m_isForced = false;
};

} // namespace muster::console
