// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/peer.h"

namespace muster {

// Binary values (commitments, nonces, proofs) travel as lower-case hex: 64 digits for 32 bytes.
constexpr qint64 HexDigits = 64;

struct PairBeginParams
{
    QString commitment;
    QString name;
    Role role = Role::Operator;

    static constexpr auto fields()
    {
        return std::tuple(
            field("commitment", &PairBeginParams::commitment, "SHA-256 that binds the caller's nonce, hex")
                .between(HexDigits, HexDigits),
            field("name", &PairBeginParams::name, "What the caller calls itself").between(1, 255),
            field("role", &PairBeginParams::role,
                  "The role it asks for; the person at the node may give another"));
    }
};

struct PairBeginAnswer
{
    QString request;
    QString nonce;

    static constexpr auto fields()
    {
        return std::tuple(
            field("request", &PairBeginAnswer::request, "Id of this attempt").between(1, 64),
            field("nonce", &PairBeginAnswer::nonce, "The node's nonce, hex").between(HexDigits, HexDigits));
    }
};

struct PairRevealParams
{
    QString request;
    QString nonce;

    static constexpr auto fields()
    {
        return std::tuple(
            field("request", &PairRevealParams::request, "Id of this attempt").between(1, 64),
            field("nonce", &PairRevealParams::nonce, "The caller's nonce that it committed to, hex")
                .between(HexDigits, HexDigits));
    }
};

struct PairRevealAnswer
{
    Timestamp expiresAt{};

    static constexpr auto fields()
    {
        return std::tuple(field("expiresAt", &PairRevealAnswer::expiresAt,
                                "Until when the person at the node can accept, by the node's clock"));
    }
};

struct PairWaitParams
{
    QString request;

    static constexpr auto fields()
    {
        return std::tuple(field("request", &PairWaitParams::request, "Id of this attempt").between(1, 64));
    }
};

struct PairedAnswer
{
    Role role = Role::Viewer;

    static constexpr auto fields()
    {
        return std::tuple(field("role", &PairedAnswer::role, "The role that was given"));
    }
};

struct EnrollBeginAnswer
{
    QString nonce;

    static constexpr auto fields()
    {
        return std::tuple(field("nonce", &EnrollBeginAnswer::nonce, "The node's nonce, hex; for one attempt")
                              .between(HexDigits, HexDigits));
    }
};

struct EnrollProveParams
{
    QString nonce;
    QString proof;
    QString name;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nonce", &EnrollProveParams::nonce, "The caller's nonce, hex")
                .between(HexDigits, HexDigits),
            field("proof", &EnrollProveParams::proof, "The caller's proof that it has the token, hex")
                .between(HexDigits, HexDigits),
            field("name", &EnrollProveParams::name, "What the caller calls itself").between(1, 255));
    }
};

struct EnrollProveAnswer
{
    QString proof;
    Role role = Role::Viewer;

    static constexpr auto fields()
    {
        return std::tuple(field("proof", &EnrollProveAnswer::proof,
                                "The node's own proof, hex; pin nothing before it was checked")
                              .between(HexDigits, HexDigits),
                          field("role", &EnrollProveAnswer::role, "The role that the token gives"));
    }
};

struct PairingRequestList
{
    QList<PairingRequest> requests;

    static constexpr auto fields()
    {
        return std::tuple(field("requests", &PairingRequestList::requests, "Attempts that wait for a person")
                              .between(0, 100));
    }
};

struct PairAcceptParams
{
    QString code;
    std::optional<Role> role;

    static constexpr auto fields()
    {
        return std::tuple(
            field("code", &PairAcceptParams::code, "The code as the console shows it").between(1, 32),
            field("role", &PairAcceptParams::role, "The role to give; absent: what was asked for"));
    }
};

struct PeerParams
{
    QString id;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &PeerParams::id, "The peer's id, a prefix of it that is unique, or its name")
                .between(1, 255));
    }
};

struct TokenParams
{
    Role role = Role::Viewer;
    qint64 seconds = 3600;

    static constexpr auto fields()
    {
        return std::tuple(field("role", &TokenParams::role, "The role it gives"),
                          field("seconds", &TokenParams::seconds, "How long it is good")
                              .between(10, 30 * 24 * 3600)
                              .optional());
    }
};

struct TokenAnswer
{
    QString token;
    Timestamp expiresAt{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("token", &TokenAnswer::token, "The token, shown this once").between(1, 128),
            field("expiresAt", &TokenAnswer::expiresAt, "Until when it is good, by the node's clock"));
    }
};

namespace api {

struct PairBegin
{
    static constexpr const char *Name = "pair.begin";
    static constexpr const char *Doc =
        "Begins a pairing: the caller commits to a nonce, the node tells its own";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = true;
    using Params = PairBeginParams;
    using Answer = PairBeginAnswer;
};

struct PairReveal
{
    static constexpr const char *Name = "pair.reveal";
    static constexpr const char *Doc =
        "Reveals the nonce that was committed to; both sides then show the same code";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = true;
    using Params = PairRevealParams;
    using Answer = PairRevealAnswer;
};

struct PairWait
{
    static constexpr const char *Name = "pair.wait";
    static constexpr const char *Doc =
        "Answers when the person at the node has accepted; Forbidden when refused, Timeout when nobody came";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = false;
    using Params = PairWaitParams;
    using Answer = PairedAnswer;
};

struct EnrollBegin
{
    static constexpr const char *Name = "enroll.begin";
    static constexpr const char *Doc = "Begins an enrolment by a one-time token";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = EnrollBeginAnswer;
};

struct EnrollProve
{
    static constexpr const char *Name = "enroll.prove";
    static constexpr const char *Doc =
        "Proves to have the token without sending it, bound to both certificates; the node proves the same";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = true;
    using Params = EnrollProveParams;
    using Answer = EnrollProveAnswer;
};

struct PeersLeave
{
    static constexpr const char *Name = "peers.leave";
    static constexpr const char *Doc = "The node forgets the caller";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    using Params = Nothing;
    using Answer = Nothing;
};

struct PeersList
{
    static constexpr const char *Name = "peers.list";
    static constexpr const char *Doc = "Whom the node trusts, with which role";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = PeerList;
};

struct PeersRemove
{
    static constexpr const char *Name = "peers.remove";
    static constexpr const char *Doc = "The node forgets a peer and ends its connections";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = PeerParams;
    using Answer = Peer;
};

struct PairList
{
    static constexpr const char *Name = "pair.list";
    static constexpr const char *Doc = "Pairings that wait for a person at the node";
    static constexpr Role MinRole = Role::Local;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = PairingRequestList;
};

struct PairAccept
{
    static constexpr const char *Name = "pair.accept";
    static constexpr const char *Doc =
        "Accepts the pairing whose code the console shows; a wrong code ends the waiting ones";
    static constexpr Role MinRole = Role::Local;
    static constexpr bool Changes = true;
    using Params = PairAcceptParams;
    using Answer = Peer;
};

struct TokenCreate
{
    static constexpr const char *Name = "token.create";
    static constexpr const char *Doc = "Makes a one-time enrolment token";
    static constexpr Role MinRole = Role::Local;
    static constexpr bool Changes = true;
    using Params = TokenParams;
    using Answer = TokenAnswer;
};

} // namespace api

} // namespace muster
