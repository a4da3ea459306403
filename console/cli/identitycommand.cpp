// SPDX-License-Identifier: Apache-2.0
#include "console/cli/identitycommand.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct IdentityDocument
{
    QString id;
    KeyStorage keyStorage = KeyStorage::Keychain;
    QString keyFile;
    QString fleetFile;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &IdentityDocument::id, "The console's node id"),
            field("keyStorage", &IdentityDocument::keyStorage, "Where its private key is kept"),
            field("keyFile", &IdentityDocument::keyFile, "The file, when it is kept in one; not encrypted"),
            field("fleetFile", &IdentityDocument::fleetFile, "The fleet file"));
    }
};

} // namespace

void IdentityCommand::declare(CLI::App &program)
{
    addVerb(program, "identity", "who this console is to nodes, and where its private key is kept");
}

QCoro::Task<ExitCode> IdentityCommand::run(Batch &batch)
{
    if (!co_await batch.unlock())
        co_return ExitCode::BadInput;
    const ConsolePaths &paths = batch.console.paths();
    const KeyStorage storage = batch.console.keyStorage();
    const IdentityDocument document{batch.console.ownId(), storage,
                                    storage == KeyStorage::File ? paths.keyFile : QString(), paths.fleetFile};
    if (batch.out.isJson()) {
        batch.out.json(document);
        co_return ExitCode::Well;
    }
    batch.out.line(document.id);
    batch.out.note(
        storage == KeyStorage::File
            ? u"The private key is in %1, not encrypted: who can read it can be this console."_s.arg(
                  document.keyFile)
        : storage == KeyStorage::Session
            ? u"The private key is in memory only; after the next start this console is another one."_s
            : u"The private key is in the keychain."_s);
    co_return ExitCode::Well;
}

} // namespace muster::console
