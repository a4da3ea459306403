// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/unitconfig.h"

namespace muster {

struct UnitConfigParams
{
    QString name;

    static constexpr auto fields()
    {
        return std::tuple(field("name", &UnitConfigParams::name, "Only this file; empty: all of them")
                              .between(0, 255)
                              .optional());
    }
};

struct CheckUnitConfigParams
{
    QString name;
    QString text;
    bool remove = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &CheckUnitConfigParams::name, "The file's name, as critical.json").between(1, 255),
            field("text", &CheckUnitConfigParams::text, "What it would say")
                .between(0, UnitConfigFile::MaxTextBytes)
                .optional(),
            field("remove", &CheckUnitConfigParams::remove, "It would be removed instead").optional());
    }
};

struct SetUnitConfigParams
{
    QString name;
    QString text;
    QString replaces;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &SetUnitConfigParams::name, "The file's name, as critical.json").between(1, 255),
            field("text", &SetUnitConfigParams::text, "What it says")
                .between(0, UnitConfigFile::MaxTextBytes),
            field("replaces", &SetUnitConfigParams::replaces,
                  "SHA-256 of the file that was seen, 64 hex digits; empty for a new one")
                .between(0, 64));
    }
};

struct RemoveUnitConfigParams
{
    QString name;
    QString replaces;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &RemoveUnitConfigParams::name, "The file's name, as critical.json").between(1, 255),
            field("replaces", &RemoveUnitConfigParams::replaces,
                  "SHA-256 of the file that was seen, 64 hex digits")
                .between(64, 64));
    }
};

namespace api {

struct UnitsConfig
{
    static constexpr const char *Name = "units.config";
    static constexpr const char *Doc = "The files that name critical units, and what is wrong with them";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = UnitConfigParams;
    using Answer = UnitConfig;
};

struct UnitsCheckConfig
{
    static constexpr const char *Name = "units.checkConfig";
    static constexpr const char *Doc =
        "What is wrong with a file that names critical units, and what would be watched with it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = CheckUnitConfigParams;
    using Answer = UnitConfigCheck;
};

struct UnitsSetConfig
{
    static constexpr const char *Name = "units.setConfig";
    static constexpr const char *Doc =
        "Writes a file that names critical units and watches them at once; Conflict when it is another than "
        "was seen, Invalid and nothing written when it has a fault";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = SetUnitConfigParams;
    using Answer = UnitConfigCheck;
};

struct UnitsRemoveConfig
{
    static constexpr const char *Name = "units.removeConfig";
    static constexpr const char *Doc =
        "Removes a file that names critical units; Conflict when it is another than was seen";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = RemoveUnitConfigParams;
    using Answer = UnitConfigCheck;
};

} // namespace api

} // namespace muster
