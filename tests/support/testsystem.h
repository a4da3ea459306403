// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/system.h"
#include "tests/support/testagent.h"

#include <memory>
#include <vector>

namespace muster::test {

/// Real agents in one process, an administrator who is paired with all of them, and the system that they
/// form.
class TestSystem
{
public:
    explicit TestSystem(int nodes);

    [[nodiscard]] TestAgent &agent(int number) { return *m_agents.at(std::size_t(number - 1)); }
    [[nodiscard]] QString id(int number) const { return m_ids.at(number - 1); }
    [[nodiscard]] const Identity &admin() const { return m_admin; }

    /// All nodes as members 1..N, the first coordinates, with the shortest lease there is.
    [[nodiscard]] Membership founding() const;
    /// The membership that follows the one before.
    [[nodiscard]] static Membership next(Membership before);

    /// As a console does it. Errors: the agent's. Spins the event loop.
    [[nodiscard]] Result<MembershipAnswer> set(int number, const Membership &membership);
    /// On all that run; fails the program when one refuses.
    void setAll(const Membership &membership);
    [[nodiscard]] std::unique_ptr<RpcPeer> greet(int number);
    [[nodiscard]] SystemView view(int number);

    /// Whether the running members of a system are all linked to this one, and it acts.
    [[nodiscard]] bool isWhole(int coordinator);
    /// How many of the running agents would act now.
    [[nodiscard]] int acting();

private:
    Identity m_admin = Identity::generate().value();
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    QStringList m_ids;
};

} // namespace muster::test
