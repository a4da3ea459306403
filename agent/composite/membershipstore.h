// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/membershiprules.h"
#include "shared/error.h"
#include "shared/model/system.h"

#include <QString>

#include <memory>
#include <optional>

namespace muster::agent {

/// The membership of this node on its disk, and what it was in before. Each change is durable before it
/// holds.
class MembershipStore
{
public:
    /// Systems that this node has left and still knows; the oldest are forgotten.
    static constexpr qsizetype MaxFormer = 64;
    /// Nodes that were members of the present system and may come to hear that they are none any more.
    static constexpr qsizetype MaxFormerMembers = MaxMembers;

    /// Errors: Io; Invalid when the file cannot be understood: to which system a node belongs must not be
    /// guessed.
    [[nodiscard]] static Result<std::unique_ptr<MembershipStore>> open(const QString &file);

    /// Null while this node is in no system. Valid until replace().
    [[nodiscard]] const Membership *current() const { return m_current ? &*m_current : nullptr; }
    [[nodiscard]] const std::optional<SignedMembership> &sealed() const { return m_document.current; }
    [[nodiscard]] const QList<FormerSystem> &former() const { return m_document.former; }
    /// The last word on a system that this node coordinated or was in, for a former member that comes to ask:
    /// the present membership when it is no longer named there, or the one that dissolved the system.
    /// Nothing for everybody else.
    [[nodiscard]] std::optional<SignedMembership> lastWordFor(const QString &nodeId) const;

    /// Errors: Io.
    [[nodiscard]] Result<void> take(const SignedMembership &sealed, const Membership &membership,
                                    MembershipEffect effect);

private:
    struct Document
    {
        std::optional<SignedMembership> current;
        QList<FormerSystem> former;
        QStringList formerMembers;
        std::optional<SignedMembership> dissolved;

        static constexpr auto fields()
        {
            return std::tuple(
                field("current", &Document::current, "The membership in force"),
                field("former", &Document::former, "Systems that this node was in").between(0, MaxFormer),
                field("formerMembers", &Document::formerMembers, "Who was a member of the present system")
                    .between(0, MaxFormerMembers),
                field("dissolved", &Document::dissolved, "The last system that was dissolved"));
        }
    };

    explicit MembershipStore(const QString &file)
        : m_file(file)
    {
    }
    void leave(Document &document, const SignedMembership &sealed, const Membership &membership) const;
    void noteFormerMembers(Document &document, const Membership &membership) const;

    QString m_file;
    Document m_document;
    std::optional<Membership> m_current;
    std::optional<Membership> m_dissolved;
};

} // namespace muster::agent
