// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/membershipstore.h"

#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/systems/signedmembership.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxFileBytes = 4 * 1024 * 1024;

std::unexpected<Error> unusable(Error error, const QString &file)
{
    error.source = file;
    error.remedy = u"repair the file, or move it away and make the node a member anew"_s;
    return fail(error);
}

Result<std::optional<Membership>> opened(const std::optional<SignedMembership> &sealed)
{
    if (!sealed)
        return std::optional<Membership>();
    return openMembership(*sealed).transform([](Membership &&one) { return std::optional(std::move(one)); });
}

} // namespace

Result<std::unique_ptr<MembershipStore>> MembershipStore::open(const QString &file)
{
    std::unique_ptr<MembershipStore> store(new MembershipStore(file));
    const auto text = readFile(file, MaxFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return store;
    if (!text)
        return fail(text.error());
    auto document = fromJson<Document>(*text, MaxFileBytes);
    if (!document)
        return unusable(document.error(), file);
    auto current = opened(document->current);
    if (!current)
        return unusable(current.error(), file);
    auto dissolved = opened(document->dissolved);
    if (!dissolved)
        return unusable(dissolved.error(), file);
    store->m_document = *std::move(document);
    store->m_current = *std::move(current);
    store->m_dissolved = *std::move(dissolved);
    return store;
}

std::optional<SignedMembership> MembershipStore::lastWordFor(const QString &nodeId) const
{
    if (m_current && !m_current->member(nodeId) && m_document.formerMembers.contains(nodeId))
        return m_document.current;
    if (m_dissolved && m_dissolved->member(nodeId))
        return m_document.dissolved;
    return {};
}

Result<void> MembershipStore::take(const SignedMembership &sealed, const Membership &membership,
                                   MembershipEffect effect)
{
    if (effect == MembershipEffect::None)
        return {};
    Document document = m_document;
    if (effect == MembershipEffect::Leaves) {
        leave(document, sealed, membership);
    } else {
        noteFormerMembers(document, membership);
        document.current = sealed;
        document.former.removeIf([&](const FormerSystem &one) { return one.id == membership.id; });
    }
    if (auto stored = replaceFile(m_file, toJson(document) + '\n'); !stored)
        return stored;
    m_document = std::move(document);
    m_current = effect == MembershipEffect::Leaves ? std::nullopt : std::optional(membership);
    if (effect == MembershipEffect::Leaves && membership.isDissolved)
        m_dissolved = membership;
    return {};
}

void MembershipStore::leave(Document &document, const SignedMembership &sealed,
                            const Membership &membership) const
{
    document.current.reset();
    document.formerMembers.clear();
    document.former.removeIf([&](const FormerSystem &one) { return one.id == membership.id; });
    document.former.append({membership.id, membership.name, membership.generation});
    if (document.former.size() > MaxFormer)
        document.former.removeFirst();
    if (membership.isDissolved)
        document.dissolved = sealed;
}

void MembershipStore::noteFormerMembers(Document &document, const Membership &membership) const
{
    if (!m_current || m_current->id != membership.id) {
        document.formerMembers.clear();
        return;
    }
    for (const QString &nodeId : m_current->memberIds()) {
        if (!document.formerMembers.contains(nodeId))
            document.formerMembers.append(nodeId);
    }
    document.formerMembers.removeIf([&](const QString &nodeId) { return membership.member(nodeId); });
    if (document.formerMembers.size() > MaxFormerMembers)
        document.formerMembers.remove(0, document.formerMembers.size() - MaxFormerMembers);
}

} // namespace muster::agent
