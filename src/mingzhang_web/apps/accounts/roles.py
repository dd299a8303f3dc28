"""Roles and what each may do (角色与权限). Everything not listed is refused.

The three administrators exclude each other and every business role (三权分立, GB/T 22239-2019
8.1.5): whoever makes users does not give them rights, whoever reads the journal does neither.
"""

from enum import Enum

from django.db import models


class Role(models.TextChoices):
    """What somebody is in one place (角色)."""

    PROJECT_OFFICE = "project_office", "项目科室"
    FINANCE_OFFICER = "finance_officer", "财务人员"
    LEADER = "leader", "分管领导"
    PUBLISHER = "publisher", "公开专员"
    REVIEWER = "reviewer", "财政审核"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class Action(Enum):
    """What can be done (权限)."""

    SEE = "查看编制中的预算"
    EDIT_PROJECTS = "填写本科室项目"
    EDIT_LEDGER = "编辑全部账簿"
    IMPORT = "导入文件"
    SUBMIT = "提交本科室项目"
    COMPILE = "汇总、核对、退回"
    RESOLVE = "处理发现"
    COMMENT = "评论"
    APPROVE = "批准"
    PUBLISH = "公开、更正"
    REVIEW = "审核各部门"
    SEE_BOARD = "查看领导看板"
    MANAGE_USERS = "管理用户和机构"
    MANAGE_GRANTS = "授予和收回角色"
    READ_JOURNAL = "查看操作日志"


_EVERY_MEMBER = {Action.SEE, Action.COMMENT}
ALLOWED: dict[str, frozenset[Action]] = {
    Role.PROJECT_OFFICE: frozenset(
        {*_EVERY_MEMBER, Action.EDIT_PROJECTS, Action.SUBMIT, Action.RESOLVE}
    ),
    Role.FINANCE_OFFICER: frozenset(
        {
            *_EVERY_MEMBER,
            Action.EDIT_PROJECTS,
            Action.EDIT_LEDGER,
            Action.IMPORT,
            Action.SUBMIT,
            Action.COMPILE,
            Action.RESOLVE,
            Action.SEE_BOARD,
        }
    ),
    Role.LEADER: frozenset({*_EVERY_MEMBER, Action.APPROVE, Action.SEE_BOARD}),
    Role.PUBLISHER: frozenset({*_EVERY_MEMBER, Action.PUBLISH}),
    Role.REVIEWER: frozenset({Action.REVIEW, Action.COMMENT}),
    Role.SYSTEM_ADMIN: frozenset({Action.MANAGE_USERS}),
    Role.SECURITY_ADMIN: frozenset({Action.MANAGE_GRANTS}),
    Role.AUDIT_ADMIN: frozenset({Action.READ_JOURNAL}),
}
