// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/systemwords.h"

#include <algorithm>
#include <iterator>

namespace muster::console {

namespace {

/// A word that holds at this moment: the node is connected and was asked.
bool isPresent(const FleetNode &node)
{
    return !node.isStale() && node.system.has_value();
}

class Derivation
{
public:
    explicit Derivation(const SystemWords &words)
        : m_words(words)
    {
        for (const QString &nodeId : words.tellers) {
            const FleetNode *node = nodeOf(nodeId);
            if (node && node->membership && node->membership->terms.id == words.id)
                m_tellers.append(node);
        }
    }

    [[nodiscard]] std::optional<FleetSystem> system()
    {
        choose();
        if (!m_system.membership || m_system.membership->terms.isDissolved || isDenied())
            return std::nullopt;
        const Membership &terms = m_system.membership->terms;
        m_system.name = terms.name;
        m_system.members = terms.members;
        m_system.coordinator = terms.coordinator;
        m_system.signedTerms = m_system.membership->text;
        noteOthers();
        takeLead();
        takeViews();
        return m_system;
    }

private:
    [[nodiscard]] const FleetNode *nodeOf(const QString &nodeId) const
    {
        const auto found = m_words.nodes->constFind(nodeId);
        return found == m_words.nodes->cend() ? nullptr : &*found;
    }

    /// Of one generation, what the coordinator says.
    void choose()
    {
        m_system.membership = m_words.kept;
        for (const FleetNode *node : std::as_const(m_tellers)) {
            const qint64 generation = node->membership->terms.generation;
            const bool isNewer = generation > m_system.generation();
            const bool isSame = generation == m_system.generation();
            const bool isCoordinator = node->membership->terms.coordinator == node->nodeId;
            if (isNewer || (isSame && (m_system.toldBy.isEmpty() || isCoordinator))) {
                m_system.membership = node->membership;
                m_system.toldBy = node->nodeId;
            }
        }
    }

    /// All that could confirm what is only kept say otherwise.
    [[nodiscard]] bool isDenied() const
    {
        if (!m_tellers.isEmpty())
            return false;
        bool isAnyAsked = false;
        for (const SystemMember &member : m_system.membership->terms.members) {
            const FleetNode *node = nodeOf(member.nodeId);
            if (!node || !node->isPaired)
                continue;
            if (!isPresent(*node))
                return false;
            isAnyAsked = true;
        }
        return isAnyAsked;
    }

    void noteOthers()
    {
        for (const FleetNode *node : std::as_const(m_tellers)) {
            const bool isBehind = node->membership->terms.generation < m_system.generation();
            if (isBehind)
                m_system.behind.append(node->nodeId);
            else if (node->membership->text.document != m_system.membership->text.document)
                m_system.differing.append(node->nodeId);
        }
        for (const SystemMember &member : std::as_const(m_system.members)) {
            const FleetNode *node = nodeOf(member.nodeId);
            if (node && isPresent(*node) && !m_tellers.contains(node))
                m_system.denying.append(member.nodeId);
        }
    }

    void takeLead()
    {
        QList<const FleetNode *> present;
        std::ranges::copy_if(m_tellers, std::back_inserter(present),
                             [](const FleetNode *node) { return isPresent(*node); });
        // The coordinator's own word first, then the members' by their number.
        std::ranges::stable_sort(present, {}, [this](const FleetNode *node) {
            const SystemMember *member = m_system.member(node->nodeId);
            return node->nodeId == m_system.coordinator ? 0 : member ? member->instance : MaxMembers + 1;
        });
        if (present.isEmpty())
            return;
        if (!takeSure(present))
            takeUnsure(present);
    }

    /// Who acts by the word of one who can be sure. @return false when nobody is
    bool takeSure(const QList<const FleetNode *> &present)
    {
        const auto isSure = [](const FleetNode *node) {
            return node->system->coordinator.isSure && !node->system->coordinator.acting.isEmpty();
        };
        const auto isItself = [](const FleetNode *node) {
            return node->system->coordinator.acting == node->nodeId;
        };
        const FleetNode *chosen = nullptr;
        QStringList claimed;
        for (const FleetNode *node : present) {
            if (!isSure(node))
                continue;
            const CoordinatorView &word = node->system->coordinator;
            if (!claimed.contains(word.acting))
                claimed.append(word.acting);
            if (!chosen || (isItself(node) && !isItself(chosen)))
                chosen = node;
        }
        if (!chosen)
            return false;
        const CoordinatorView &word = chosen->system->coordinator;
        // A member may not have heard yet: its word of a lower term does not stand against who acts itself.
        const bool isContradicted = std::ranges::any_of(present, [&](const FleetNode *node) {
            const CoordinatorView &other = node->system->coordinator;
            return isSure(node) && other.acting != word.acting
                   && (!isItself(chosen) || isItself(node) || other.term >= word.term);
        });
        if (isContradicted) {
            m_system.lead.standing = SystemLead::Standing::Contradiction;
            m_system.lead.claimed = claimed;
        } else {
            m_system.lead = {SystemLead::Standing::Acts, word.acting, {}, {}, chosen->nodeId, word.since};
        }
        return true;
    }

    void takeUnsure(const QList<const FleetNode *> &present)
    {
        const auto believing = std::ranges::find_if(
            present, [](const FleetNode *node) { return !node->system->coordinator.acting.isEmpty(); });
        const FleetNode *chosen = believing == present.end() ? present.first() : *believing;
        const CoordinatorView &word = chosen->system->coordinator;
        m_system.lead = {word.acting.isEmpty() ? SystemLead::Standing::None : SystemLead::Standing::Unsure,
                         word.acting,
                         {},
                         word.why,
                         chosen->nodeId,
                         word.since};
    }

    void takeViews()
    {
        const QString teller = m_system.lead.acting.isEmpty() ? m_system.coordinator : m_system.lead.acting;
        const FleetNode *node = nodeOf(teller);
        if (!node || !node->system)
            return;
        for (const MemberView &view : node->system->members)
            m_system.views.insert(view.nodeId, view);
        if (m_system.lead.standing != SystemLead::Standing::Acts)
            return;
        // What a member says itself is newer than what was said of it.
        for (const SystemMember &member : std::as_const(m_system.members)) {
            const auto view = m_system.views.constFind(member.nodeId);
            const bool isBehind = view != m_system.views.cend() && view->generation > 0
                                  && view->generation < m_system.generation();
            if (isBehind && !m_words.tellers.contains(member.nodeId))
                m_system.behind.append(member.nodeId);
        }
    }

    const SystemWords &m_words;
    QList<const FleetNode *> m_tellers;
    FleetSystem m_system;
};

} // namespace

std::optional<FleetSystem> deriveSystem(const SystemWords &words)
{
    return Derivation(words).system();
}

} // namespace muster::console
